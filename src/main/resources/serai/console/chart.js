"use strict";
// The charts of the page Over time: four, with one cursor; drag to zoom, double-click to see all again.
(() => {
  const place = document.getElementById("charts");
  const colours = ["#2a78b8", "#c05a1c", "#3c8d53", "#8a4fb0", "#b03a5b", "#5f7a1f", "#1f8a86", "#946a00"];
  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
  const charts = [];
  const ink = () => getComputedStyle(document.body).color;
  const line = () => getComputedStyle(place).getPropertyValue("--line");
  const draw = (title, times, series, unit) => {
    if (series.length === 0) {
      return;
    }
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = title;
    figure.append(caption);
    place.append(figure);
    const axis = {stroke: ink, grid: {stroke: line, width: 1}, ticks: {stroke: line, width: 1}};
    const chart = new uPlot({
      width: figure.clientWidth, height: 200, cursor: {sync: {key: "serai"}},
      scales: {y: {range: (u, low, high) => [0, Math.max(1, high * 1.1)]}},
      axes: [axis, {...axis, size: 60}],
      series: [{}, ...series.map((one, i) => ({
        label: one.label, stroke: colours[i % colours.length], dash: dashes[i % dashes.length], width: 2, spanGaps: false,
        value: (u, value) => value === null ? "–" : `${Math.round(value * 10) / 10}${unit}`
      }))]
    }, [times, ...series.map(one => one.values)], figure);
    charts.push(chart);
    new ResizeObserver(() => chart.setSize({width: figure.clientWidth, height: 200})).observe(figure);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach(chart => chart.redraw(false, true)));
  fetch(place.dataset.from).then(answer => answer.json()).then(({times, series}) => {
    const of = (kind, values) => series.filter(one => one.name.startsWith(kind))
      .map(one => ({label: one.name.substring(kind.length), values: one[values]}));
    draw(place.dataset.accepted, times, of("source ", "rate"), "");
    draw(place.dataset.delivered, times, of("destination ", "rate"), "");
    draw(place.dataset.failed, times, of("destination ", "failed"), "");
    draw(place.dataset.lag, times, of("destination ", "lag"), " s");
    place.dataset.drawn = "";
  });
})();
