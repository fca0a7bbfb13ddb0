// Evaluated in a page; its value goes back to the test.
/* global document, getComputedStyle */
;(() => {
  const canvases = [...document.querySelectorAll('canvas')]
  const isBlank = (canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return data.every((value) => value === 0)
  }
  const { scrollWidth, clientWidth } = document.documentElement
  const rgb = getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number)
  return {
    canvases: canvases.map(({ id }) => id),
    // Ids of the charts with nothing drawn on them.
    blank: canvases.filter(isBlank).map(({ id }) => id),
    // CSS pixels by which the page is broader than the window.
    overhang: scrollWidth - clientWidth,
    // Of the background, 0..255.
    brightness: rgb.reduce((sum, value) => sum + value, 0) / rgb.length,
  }
})()
