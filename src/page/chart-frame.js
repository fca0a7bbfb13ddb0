// Runs in the browser before the charts of a page: what they have in common. Chart.js stands before it.
/* global document, window, getComputedStyle */
const data = JSON.parse(document.getElementById('data').textContent)
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

function axis(title, more) {
  return {
    ...more,
    title: { display: true, text: title, color: colour('faint') },
    ticks: { color: colour('faint'), autoSkip: more.type !== 'category', ...more.ticks },
    grid: { color: colour('line') },
  }
}

const shared = () => ({ responsive: true, maintainAspectRatio: false, animation: false })

/** Draws the charts, and again whenever the colours change. */
function drawAll(drawings) {
  const charts = []
  const draw = () => {
    charts.splice(0).forEach((chart) => chart.destroy())
    charts.push(...drawings.map((drawing) => drawing()))
  }
  draw()
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw)
}
