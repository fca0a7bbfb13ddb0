// Runs in the browser, inside the page that page.ts writes. Chart.js and chart-frame.js stand before it.
/* global Chart, document, data, colour, axis, shared, drawAll */
const narrowPx = 520
const whole = { precision: 0 }
const dayAndMonth = (day) => `${Number(day.slice(8))}.${Number(day.slice(5, 7))}.`

function legend() {
  return { position: 'bottom', align: 'start', labels: { color: colour('ink'), boxWidth: 12, boxHeight: 12 } }
}

const bars = (label, numbers, name) => ({
  label,
  data: numbers,
  backgroundColor: colour(name),
  maxBarThickness: 28,
})

function drawDays() {
  const { days } = data
  return new Chart(document.getElementById('days'), {
    type: 'bar',
    data: {
      labels: days.map(({ day }) => dayAndMonth(day)),
      datasets: [
        bars(
          'Auskünfte',
          days.map(({ answers }) => answers),
          'accent',
        ),
        bars(
          'Rückfragen',
          days.map(({ suggestions }) => suggestions),
          'middle',
        ),
        bars(
          'nicht im Hinweis',
          days.map(({ declines }) => declines),
          'muted',
        ),
      ],
    },
    options: {
      ...shared(),
      interaction: { mode: 'index' },
      scales: {
        x: {
          ...axis('', { stacked: true, ticks: { maxRotation: 0, autoSkip: true } }),
          grid: { display: false },
        },
        y: axis('Anfragen', { stacked: true, beginAtZero: true, ticks: whole }),
      },
      plugins: { legend: legend() },
    },
  })
}

/** Bars that lie, as their labels are long; the chart grows with their number. */
function drawRows(id, rows, datasets, { stacked = false, title } = {}) {
  const canvas = document.getElementById(id)
  const { parentElement: frame } = canvas
  const labels = rows.map(({ label }) => wrap(label, frame.clientWidth < narrowPx ? 19 : 38))
  const lines = Math.max(1, ...labels.map((label) => label.length))
  frame.style.height = `${6 + rows.length * (1 + 0.9 * lines)}rem`
  return new Chart(canvas, {
    type: 'bar',
    data: { labels, datasets },
    options: {
      ...shared(),
      indexAxis: 'y',
      scales: {
        x: axis(title, { stacked, beginAtZero: true, ticks: whole }),
        y: {
          ...axis('', { stacked, ticks: { autoSkip: false, color: colour('ink') } }),
          grid: { display: false },
        },
      },
      plugins: {
        legend: datasets.length > 1 ? legend() : { display: false },
        tooltip: { callbacks: { afterTitle: ([item]) => wrap(rows[item.dataIndex].note ?? '', 40) } },
      },
    },
  })
}

/** Lines of at most so many letters, unless a word is longer. */
function wrap(text, width) {
  const lines = ['']
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trim()
    if (line.length <= width || lines.at(-1) === '') lines[lines.length - 1] = line
    else lines.push(word)
  }
  return lines
}

const numbers = (rows) => rows.map(({ number }) => number)

function drawFeedback() {
  const rows = data.feedback
  const helpful = bars(
    'hilfreich',
    rows.map((row) => row.helpful),
    'good',
  )
  const unhelpful = bars(
    'nicht hilfreich',
    rows.map((row) => row.unhelpful),
    'bad',
  )
  return drawRows('feedback', rows, [helpful, unhelpful], { stacked: true, title: 'Rückmeldungen' })
}

function drawResponseTimes() {
  const rows = data.responseTimes
  return new Chart(document.getElementById('responseTimes'), {
    type: 'bar',
    data: {
      labels: rows.map(({ label }) => label),
      datasets: [{ ...bars('Antworten', numbers(rows), 'accent'), maxBarThickness: 60 }],
    },
    options: {
      ...shared(),
      scales: {
        x: { ...axis('', { ticks: { autoSkip: false } }), grid: { display: false } },
        y: axis('Antworten', { beginAtZero: true, ticks: whole }),
      },
      plugins: { legend: { display: false } },
    },
  })
}

const drawings = {
  days: drawDays,
  entries: () =>
    drawRows('entries', data.entries, [bars('Auskünfte', numbers(data.entries), 'accent')], {
      title: 'Auskünfte',
    }),
  feedback: drawFeedback,
  declines: () =>
    drawRows('declines', data.declines, [bars('Anfragen', numbers(data.declines), 'muted')], {
      title: 'Anfragen',
    }),
  open: () =>
    drawRows('open', data.open, [bars('Fragen', numbers(data.open), 'middle')], { title: 'Fragen' }),
  responseTimes: drawResponseTimes,
}

Chart.defaults.font.family = 'system-ui, sans-serif'
Chart.defaults.locale = 'de-DE'
drawAll(Object.entries(drawings).flatMap(([id, drawing]) => (document.getElementById(id) ? [drawing] : [])))
