// Runs in the browser, inside the page that page.ts writes. Chart.js, its matrix plug-in and chart-frame.js stand before it.
/* global Chart, document, data, colour, axis, shared, drawAll */

function drawRisk() {
  const line = (label, points, name, dash) => ({
    label,
    data: points.map(({ coverage, risk, minScore }) => ({ x: 100 * coverage, y: 100 * risk, minScore })),
    borderColor: colour(name),
    backgroundColor: colour(name),
    borderDash: dash,
    borderWidth: 2,
    pointRadius: 0,
    pointHitRadius: 8,
    stepped: 'before',
  })
  return new Chart(document.getElementById('risk'), {
    type: 'line',
    data: {
      datasets: [
        line('addressed to the bot', data.risk.addressed, 'accent', []),
        line('said to the room', data.risk.room, 'bad', [6, 4]),
      ],
    },
    options: {
      ...shared(),
      scales: {
        x: axis('queries answered, surest first (%)', { type: 'linear', min: 0, max: 100 }),
        y: axis('of these wrong (%)', { min: 0, suggestedMax: 20 }),
      },
      plugins: {
        legend: { labels: { color: colour('ink') } },
        tooltip: {
          callbacks: {
            title: () => '',
            label: ({ raw }) =>
              `from score ${raw.minScore.toFixed(2)}: ${raw.x.toFixed(0)} % answered, ${raw.y.toFixed(1)} % wrong`,
          },
        },
      },
    },
  })
}

function drawMap() {
  const rows = data.rows
  const columns = data.columns
  const most = Math.max(1, ...data.confusions.map(({ count }) => count))
  const shade = ({ raw }) => {
    if (!raw) return 'transparent'
    const share = 25 + Math.round((50 * Math.log1p(raw.v)) / Math.log1p(most))
    return `color-mix(in srgb, ${colour(raw.x === raw.y ? 'good' : 'bad')} ${share}%, transparent)`
  }
  const width = ({ chart }) => (chart.chartArea?.width ?? 0) / columns.length - 1
  const height = ({ chart }) => (chart.chartArea?.height ?? 0) / rows.length - 1
  document.getElementById('map').parentElement.style.height = `${10 + rows.length * 1.4}rem`
  return new Chart(document.getElementById('map'), {
    type: 'matrix',
    data: {
      datasets: [
        {
          data: data.confusions.map(({ expected, given, count }) => ({ x: given, y: expected, v: count })),
          backgroundColor: shade,
          width,
          height,
        },
      ],
    },
    options: {
      ...shared(),
      scales: {
        x: axis('given', {
          type: 'category',
          labels: columns,
          offset: true,
          ticks: { maxRotation: 90, minRotation: 60 },
        }),
        y: axis('expected', { type: 'category', labels: rows, offset: true, reverse: false }),
      },
      plugins: {
        legend: { display: false },
        tooltip: {
          callbacks: { title: () => '', label: ({ raw }) => `${raw.v} × ${raw.y} → ${raw.x}` },
        },
      },
    },
    plugins: [countLabels],
  })
}

/** Writes the number into each cell, as colour alone isn't readable by everybody. */
const countLabels = {
  id: 'counts',
  afterDatasetsDraw(chart) {
    const { ctx } = chart
    ctx.save()
    ctx.fillStyle = colour('ink')
    ctx.font = '11px system-ui, sans-serif'
    ctx.textAlign = 'center'
    ctx.textBaseline = 'middle'
    for (const [i, { data: cells }] of chart.data.datasets.entries()) {
      for (const [k, element] of chart.getDatasetMeta(i).data.entries()) {
        const { x, y } = element.getCenterPoint()
        ctx.fillText(String(cells[k].v), x, y)
      }
    }
    ctx.restore()
  },
}

function filterCases() {
  const wanted = [...document.querySelectorAll('.filters select')].map(({ name, value }) => [name, value])
  for (const one of document.querySelectorAll('.case')) {
    one.hidden = wanted.some(([name, value]) => value !== '' && one.dataset[name] !== value)
  }
}

drawAll([drawRisk, drawMap])
document
  .querySelectorAll('.filters select')
  .forEach((select) => select.addEventListener('change', filterCases))
