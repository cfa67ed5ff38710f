"use strict";
// The charts of the page Over time, with one cursor; drag or + to look closer, double-click or 0 to see all again.
(() => {
  const place = document.getElementById("charts");
  const colours = ["#2a78b8", "#c05a1c", "#3c8d53", "#8a4fb0", "#b03a5b", "#5f7a1f", "#1f8a86", "#946a00"];
  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
  const charts = [];
  const ink = () => getComputedStyle(document.body).color;
  const line = () => getComputedStyle(place).getPropertyValue("--line");
  const shown = value => value === null ? "–" : String(Number(value.toPrecision(value < 100 ? 3 : 6)));
  const day = 86400;
  const clock = new Intl.DateTimeFormat(undefined, {hour: "2-digit", minute: "2-digit"});
  const date = new Intl.DateTimeFormat(undefined, {month: "short", day: "numeric"});
  const moment = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "short"});
  const at = seconds => new Date(seconds * 1000);
  const ticks = (u, splits) => splits.map(one => (u.scales.x.max - u.scales.x.min > 2 * day ? date : clock).format(at(one)));
  const told = seconds => {
    const utc = `${at(seconds).toISOString().substring(0, 16).replace("T", " ")} UTC`;
    return at(seconds).getTimezoneOffset() === 0 ? utc : `${moment.format(at(seconds))} (${utc})`;
  };
  const marks = markers => u => {
    const pen = u.ctx;
    pen.save();
    pen.strokeStyle = ink();
    pen.lineWidth = devicePixelRatio;
    pen.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    markers.filter(one => one.at >= u.scales.x.min && one.at <= u.scales.x.max).forEach(one => {
      const x = Math.round(u.valToPos(one.at, "x", true));
      pen.beginPath();
      pen.moveTo(x, u.bbox.top);
      pen.lineTo(x, u.bbox.top + u.bbox.height);
      pen.stroke();
    });
    pen.restore();
  };
  const tell = (markers, place) => u => {
    const near = markers.filter(one => u.cursor.left >= 0 && Math.abs(u.valToPos(one.at, "x") - u.cursor.left) < 6);
    place.textContent = near.map(one => ` · ${one.text}`).join("");
  };
  const zoom = (min, max) => charts.forEach(chart => chart.setScale("x", {min, max}));
  const keys = (chart, times) => event => {
    const here = chart.cursor.idx ?? times.length - 1;
    const {min, max} = chart.scales.x;
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const next = Math.min(times.length - 1, Math.max(0, here + (event.key === "ArrowLeft" ? -1 : 1)));
      chart.setCursor({left: chart.valToPos(times[next], "x"), top: 10});
    } else if (event.key === "+") {
      const half = (max - min) / 4;
      zoom(Math.max(times[0], times[here] - half), Math.min(times[times.length - 1], times[here] + half));
    } else if (event.key === "0") {
      zoom(times[0], times[times.length - 1]);
    } else {
      return;
    }
    event.preventDefault();
  };
  const draw = (title, times, markers, series, unit) => {
    if (series.length === 0) {
      return;
    }
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.textContent = title;
    const happened = document.createElement("span");
    caption.append(happened);
    figure.append(caption);
    figure.tabIndex = 0;
    place.append(figure);
    const axis = {stroke: ink, grid: {stroke: line, width: 1}, ticks: {stroke: line, width: 1}};
    const chart = new uPlot({
      width: figure.clientWidth, height: 200, cursor: {sync: {key: "serai"}}, hooks: {draw: [marks(markers)], setCursor: [tell(markers, happened)]},
      scales: {y: {range: (u, low, high) => [0, Math.max(unit ? 0.01 : 1, high * 1.1)]}},
      axes: [{...axis, values: ticks, size: 34}, {...axis, size: 60}],
      series: [{label: place.dataset.time, value: (u, seconds) => seconds === null ? "–" : told(seconds)}, ...series.map((one, i) => ({
        label: one.label, stroke: colours[i % colours.length], dash: dashes[i % dashes.length], width: 2, spanGaps: false,
        points: {show: (u, at) => one.values.filter(value => value !== null).length < 60},
        value: (u, value) => shown(value) + (value === null ? "" : unit)
      }))]
    }, [times, ...series.map(one => one.values)], figure);
    charts.push(chart);
    figure.addEventListener("keydown", keys(chart, times));
    new ResizeObserver(() => chart.setSize({width: figure.clientWidth, height: 200})).observe(figure);
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => charts.forEach(chart => chart.redraw(false, true)));
  fetch(place.dataset.from).then(answer => answer.json()).then(({times, series, markers}) => {
    const of = (kind, values, suffix = "") => series.filter(one => one.name.startsWith(kind))
      .map(one => ({label: one.name.substring(kind.length) + suffix, values: one[values]}));
    draw(place.dataset.accepted, times, markers, of("source ", "rate"), "");
    draw(place.dataset.delivered, times, markers, of("destination ", "rate"), "");
    draw(place.dataset.failed, times, markers, of("destination ", "failed"), "");
    draw(place.dataset.lag, times, markers, of("destination ", "lag"), " s");
    draw(place.dataset.latency, times, markers, [...of("destination ", "p50", " p50"), ...of("destination ", "p99", " p99")], " s");
    place.dataset.drawn = "";
  });
})();
