function folded(parent, summary) {
  const details = element(parent, "details");
  element(details, "summary", summary);
  return details;
}

/** Long labels leave no room for bars on a phone. */
function short(label) {
  const most = innerWidth < 600 ? 22 : 60;
  return label.length > most ? label.slice(0, most - 1) + "…" : label;
}

at("title").textContent = report.title;
for (const [name, value] of Object.entries(report.facts)) {
  const fact = element(at("facts"), "div", undefined, "fact");
  element(fact, "b", value);
  element(fact, "span", name);
}

new Chart(at("steps"), {
  type: "bar",
  data: {labels: report.steps.map(s => short(s.name)), datasets: [{data: report.steps.map(s => [s.start, s.end]), backgroundColor: palette[0], minBarLength: 2}]},
  options: {
    indexAxis: "y",
    scales: {x: {beginAtZero: true, title: {display: true, text: "seconds since the start"}}, y: {ticks: {autoSkip: false}}},
    plugins: {legend: {display: false}, tooltip: {callbacks: {
      label: item => { const s = report.steps[item.dataIndex]; return s.start.toFixed(1) + " s to " + s.end.toFixed(1) + " s"; },
      afterLabel: item => report.steps[item.dataIndex].result
    }}}
  }
});

table(at("rows"), "Rows in and out", ["step", "#in", "#out", "left out"], report.rows.map(r => [
  r.what, count(r.in), count(r.out),
  r.leftOut.map(l => count(l.rows) + " " + l.why + (l.where ? " (" + l.where + ")" : "")).join("; ") || "nothing"
]));

function curves(id, label, pick) {
  const length = Math.max(0, ...report.quality.map(c => pick(c).length));
  const band = {pointRadius: 0, borderWidth: 0, band: true};
  new Chart(at(id), {
    type: "line",
    data: {
      labels: Array.from({length}, (_, i) => i + 1),
      datasets: report.quality.flatMap((c, i) => [
        {label: c.name, data: pick(c).map(m => m.mean), borderColor: palette[i], backgroundColor: palette[i], pointRadius: 2},
        {...band, label: c.name + " high", data: pick(c).map(m => m.high), fill: "+1", backgroundColor: palette[i] + "40"},
        {...band, label: c.name + " low", data: pick(c).map(m => m.low)}
      ])
    },
    options: {
      interaction: {mode: "index", intersect: false},
      scales: {x: {title: {display: true, text: "k"}}, y: {beginAtZero: true}},
      plugins: {
        title: {display: true, text: label},
        legend: {labels: {filter: (item, data) => !data.datasets[item.datasetIndex].band}},
        tooltip: {filter: item => !item.dataset.band, callbacks: {label: item => {
          const m = pick(report.quality[item.datasetIndex / 3])[item.dataIndex];
          return item.dataset.label + " " + m.mean.toFixed(3) + " (" + m.low.toFixed(3) + " to " + m.high.toFixed(3) + ")";
        }}}
      }
    }
  });
}
curves("recall", "recall@k", c => c.recall);
curves("ndcg", "NDCG@k", c => c.ndcg);

new Chart(at("reach"), {
  type: "bar",
  data: {
    labels: report.reach.map(r => r.name),
    datasets: [
      {label: "coverage", data: report.reach.map(r => 100 * r.coverage), backgroundColor: palette[0]},
      {label: "popular", data: report.reach.map(r => 100 * r.popular), backgroundColor: palette[1]}
    ]
  },
  options: {scales: {y: {beginAtZero: true, max: 100, title: {display: true, text: "%"}}}}
});

const latency = report.latency;
const binStart = i => (latency.from + i * latency.width) / 1000;
at("latency-words").textContent = "Median " + (latency.median / 1000).toFixed(2) + " s, 95 % within " + (latency.p95 / 1000).toFixed(2)
    + " s, at most " + (latency.most / 1000).toFixed(2) + " s.";
new Chart(at("latency"), {
  type: "bar",
  data: {
    labels: latency.counts.map((_, i) => String(binStart(i))),
    datasets: [{data: latency.counts, backgroundColor: palette[2], categoryPercentage: 1, barPercentage: .95}]
  },
  options: {
    scales: {x: {title: {display: true, text: "seconds, from"}}, y: {beginAtZero: true, title: {display: true, text: "events"}}},
    plugins: {legend: {display: false}, tooltip: {callbacks: {title: items => binStart(items[0].dataIndex) + " s to " + binStart(items[0].dataIndex + 1) + " s"}}}
  }
});

const lines = [...new Set(report.products.map(p => p.line))].sort();
new Chart(at("map"), {
  type: "scatter",
  data: {datasets: lines.map((line, i) => ({
    label: line,
    data: report.products.filter(p => p.line === line),
    backgroundColor: palette[i % palette.length],
    pointStyle: i < palette.length ? "circle" : "triangle"
  }))},
  options: {
    scales: {x: {ticks: {display: false}}, y: {ticks: {display: false}}},
    plugins: {tooltip: {callbacks: {label: item => item.raw.name + " · " + item.raw.line}}}
  }
});

for (const session of report.sessions) {
  const box = element(at("sessions"), "div", undefined, "session");
  element(box, "p", session.history.join(" · "));
  const list = element(box, "ol");
  for (const r of session.recommended) element(list, "li", r.name + "  (" + r.score.toFixed(2) + ")" + (r.nearest ? "  near " + r.nearest : "") + (r.boughtNext ? "  bought next" : ""), r.boughtNext ? "hit" : "");
}
