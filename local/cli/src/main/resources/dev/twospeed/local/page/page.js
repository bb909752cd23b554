const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const palette = ["#3987e5", "#d95926", "#199e70", "#c98500", "#d55181", "#9085e9", "#00a3bf", "#8a6d3b", "#e66767", "#6b8e23", "#b05cc4", "#7a869a"];
Chart.defaults.color = dark ? "#9198a1" : "#57606a";
Chart.defaults.borderColor = dark ? "#30363d" : "#d0d7de";
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.animation = false;

function element(parent, tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}
const at = id => document.getElementById(id);
const count = number => number.toLocaleString("en-US");
const dollars = number => number.toFixed(2);

/** A table that scrolls by itself where the window is narrow; columns whose name begins with # hold numbers. */
function table(parent, name, columns, rows) {
  const box = element(parent, "div", undefined, "wide");
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", name);
  const made = element(box, "table");
  const head = element(element(made, "thead"), "tr");
  const kinds = columns.map(c => c.startsWith("#") ? "number" : c.startsWith("=") ? "value" : "");
  columns.forEach((c, i) => element(head, "th", c.replace(/^[#=]/, ""), kinds[i]).scope = "col");
  const body = element(made, "tbody");
  for (const row of rows) {
    const line = element(body, "tr");
    row.forEach((value, i) => element(line, "td", value, kinds[i]));
  }
}
