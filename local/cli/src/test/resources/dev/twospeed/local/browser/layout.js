// Returns what is wrong with sizes and charts, a text each.
const faults = [];
const root = document.documentElement;
if (root.scrollWidth > innerWidth) {
  const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + .5)
      .map(e => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + (e.className ? "." + String(e.className) : ""));
  faults.push("overflow: " + root.scrollWidth + " px wide in " + innerWidth + " px: " + wide.slice(0, 5).join(", "));
}

function drawn(canvas) {
  if (canvas.width === 0 || canvas.height === 0) return false;
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  for (let i = 3; i < pixels.length; i += 4) if (pixels[i] !== 0) return true;
  return false;
}

function hasData(chart) {
  return chart.data.datasets.some(set => set.data.some(value => value !== null && value !== undefined));
}

for (const canvas of document.querySelectorAll("canvas")) {
  const chart = window.Chart && Chart.getChart(canvas);
  if (!drawn(canvas)) faults.push("empty chart: nothing is drawn on #" + canvas.id);
  else if (chart && !hasData(chart)) faults.push("empty chart: no data in #" + canvas.id);
}
for (const picture of document.querySelectorAll("svg[role=img]")) {
  const shapes = [...picture.querySelectorAll("rect, path, line, circle, polyline, polygon, text")];
  if (!shapes.some(shape => shape.getBoundingClientRect().width + shape.getBoundingClientRect().height > 0)) {
    faults.push("empty chart: no shapes in svg #" + picture.id);
  }
}
return faults;
