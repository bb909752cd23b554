const deployment = report.deployment;

/** Stacks below each other in the order of deployment; each link in a lane of its own on their right. */
function diagram(svg) {
  const draw = (parent, tag, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text !== undefined) made.textContent = text;
    parent.append(made);
  };
  const width = 360, box = 220, height = 62, gap = 26;
  const links = deployment.links.filter(link => link.outputs.length > 0);
  const top = stack => deployment.stacks.findIndex(s => s.stack === stack) * (height + gap) + 1;
  const slot = (list, link) => (list.indexOf(link) + 1) * height / (list.length + 1);
  svg.setAttribute("viewBox", "0 0 " + width + " " + (deployment.stacks.length * (height + gap) - gap + 2));
  for (const stack of deployment.stacks) {
    const y = top(stack.stack);
    const services = Object.entries(stack.services).sort((a, b) => b[1] - a[1]);
    draw(svg, "rect", {x: 1, y, width: box, height, rx: 6});
    draw(svg, "text", {x: 12, y: y + 20, class: "name"}, stack.stack);
    draw(svg, "text", {x: 12, y: y + 36}, services.reduce((sum, s) => sum + s[1], 0) + " resources, " + Object.keys(stack.outputs).length + " outputs");
    draw(svg, "text", {x: 12, y: y + 51, class: "soft"}, services.slice(0, 4).map(s => s[1] + " " + s[0]).join(", "));
  }
  links.forEach((link, i) => {
    const lane = box + 20 + i * (width - box - 50) / Math.max(1, links.length);
    const from = top(link.from) + slot(links.filter(l => l.from === link.from || l.to === link.from), link);
    const to = top(link.to) + slot(links.filter(l => l.from === link.to || l.to === link.to), link);
    draw(svg, "path", {d: "M" + (box + 1) + " " + from + "H" + lane + "V" + to + "H" + (box + 8)});
    draw(svg, "polygon", {points: (box + 2) + "," + to + " " + (box + 9) + "," + (to - 4) + " " + (box + 9) + "," + (to + 4)});
    draw(svg, "text", {x: lane + 4, y: to - 4, class: "soft"}, link.outputs.length);
  });
}
diagram(at("diagram"));

table(at("links"), "Outputs that stacks take from each other", ["from", "to", "outputs in use"],
    deployment.links.map(l => [l.from, l.to, l.outputs.join(", ") || "none"]));
for (const stack of deployment.stacks) {
  const outputs = Object.entries(stack.outputs);
  table(folded(at("stacks"), stack.stack + " (" + outputs.length + " outputs)"), "Outputs of " + stack.stack, ["output", "=value"], outputs);
}

const outcomes = [["kept", palette[2]], ["exempt", palette[3]], ["undecided", palette[11]], ["broken", palette[1]]];
new Chart(at("checks"), {
  type: "bar",
  data: {labels: deployment.checks.map(c => c.stack), datasets: outcomes.map(([name, color]) => ({label: name, data: deployment.checks.map(c => c[name]), backgroundColor: color}))},
  options: {indexAxis: "y", scales: {x: {stacked: true, title: {display: true, text: "findings"}}, y: {stacked: true}}}
});
table(at("findings"), "Findings by stack", ["stack", "#resources", "#rules", "#kept", "#exempt", "#undecided", "#broken"],
    deployment.checks.map(c => [c.stack, c.resources, c.rules, c.kept, c.exempt, c.undecided, c.broken].map(String)));
const open = deployment.checks.flatMap(c => c.findings.map(f => [f.outcome, f.severity, f.rule, c.stack + ", " + f.resource, f.message]));
if (open.length > 0) {
  table(folded(at("findings"), open.length + " findings that are not simply kept"), "Findings that are not kept", ["outcome", "severity", "rule", "resource", "what was found"], open);
}

const cost = deployment.cost;
const sum = amounts => amounts.reduce((total, a) => total + a.dollars, 0);
at("cost-words").textContent = "An estimate in US dollars, by list prices of " + cost.region + " as of " + cost.pricesAsOf + ": "
    + dollars(sum(cost.month)) + " a month for being there, " + dollars(sum(cost.millionEvents)) + " for a million events, "
    + dollars(sum(cost.run)) + " for a run of each job. Assumed: " + cost.assumed + ".";
const dear = [...cost.month].sort((a, b) => b.dollars - a.dollars);
const shown = dear.slice(0, 10).map(a => ({what: a.what, dollars: a.dollars}));
if (dear.length > 10) shown.push({what: (dear.length - 10) + " others", dollars: sum(dear.slice(10))});
new Chart(at("cost"), {
  type: "bar",
  data: {labels: shown.map(a => short(a.what)), datasets: [{data: shown.map(a => a.dollars), backgroundColor: palette[3]}]},
  options: {
    indexAxis: "y",
    scales: {x: {beginAtZero: true, title: {display: true, text: "US dollars a month"}}, y: {ticks: {autoSkip: false}}},
    plugins: {legend: {display: false}, tooltip: {callbacks: {title: items => shown[items[0].dataIndex].what, label: item => dollars(item.raw) + " $"}}}
  }
});
for (const [title, amounts] of [["A month, by being there", cost.month], ["A million events", cost.millionEvents], ["A run of each job", cost.run]]) {
  table(folded(at("costs"), title + ": " + dollars(sum(amounts)) + " $"), title, ["stack", "what", "#dollars"], amounts.map(a => [a.stack, a.what, dollars(a.dollars)]));
}
for (const [title, notes] of [["Not priced: these cost something that is not known", cost.notPriced], ["Not included", cost.notIncluded]]) {
  if (notes.length > 0) {
    const list = element(folded(at("costs"), title), "ul");
    notes.forEach(note => element(list, "li", note));
  }
}
