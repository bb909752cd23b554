const number = value => value === null || value === undefined ? "-" : count(Math.round(value));

async function ask(path, options) {
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail);
  return answer;
}

const lines = new Chart(at("records"), {
  type: "line",
  data: {labels: [], datasets: []},
  options: {interaction: {mode: "index", intersect: false}, scales: {y: {beginAtZero: true}}, spanGaps: true}
});
const bars = new Chart(at("strategies"), {
  type: "bar",
  data: {labels: [], datasets: []},
  options: {interaction: {mode: "index", intersect: false}, scales: {x: {stacked: true}, y: {stacked: true, beginAtZero: true}}}
});

function draw(chart, series, minutes) {
  chart.data.labels = Array.from({length: minutes}, (_, i) => i === minutes - 1 ? "now" : "-" + (minutes - 1 - i) + " min");
  chart.data.datasets = Object.entries(series).map(([label, s], i) => (
    {label, data: s.per_minute, borderColor: palette[i], backgroundColor: palette[i], pointRadius: 2}));
  chart.update();
}

function facts(vitals) {
  const states = vitals.alarms.states;
  const shown = {
    model: vitals.model.version || "none: " + vitals.model.problem,
    ["records in, " + vitals.minutes + " min"]: number(vitals.records.in.total),
    answered: number(vitals.records.answered.total),
    "failed, degraded": number(vitals.records.failed.total) + ", " + number(vitals.records.degraded.total),
    "reading lag": number(vitals.lag.read_milliseconds) + " ms",
    "delivery lag": number(vitals.lag.delivery_seconds) + " s",
    "alarms ringing, ok, without data": [states.ALARM, states.OK, states.INSUFFICIENT_DATA].map(number).join(", ")
  };
  at("facts").replaceChildren();
  for (const [name, value] of Object.entries(shown)) {
    const fact = element(at("facts"), "div", undefined, "fact");
    element(fact, "b", value);
    element(fact, "span", name);
  }
  at("alarms").replaceChildren();
  for (const [name, reason] of Object.entries(vitals.alarms.ringing)) element(at("alarms"), "li", name + ": " + reason, "wrong");
}

async function look() {
  try {
    const vitals = await ask("vitals");
    at("title").textContent = "twospeed " + vitals.environment + ", " + vitals.region + ", " + vitals.time;
    facts(vitals);
    const {in: into, answered, delivered} = vitals.records;
    draw(lines, {in: into, answered, delivered}, vitals.minutes);
    draw(bars, vitals.strategies, vitals.minutes);
    at("functions").replaceChildren();
    table(at("functions"), "Functions", ["function", "#calls", "#errors", "#longest call, ms"],
      Object.entries(vitals.functions).map(([name, f]) => [name, number(f.invocations.total), number(f.errors.total), number(f.milliseconds)]));
    at("fault").textContent = "";
  } catch (e) {
    at("fault").textContent = "The system could not be looked at: " + e.message;
  }
  document.body.dataset.looked = "yes";
  setTimeout(look, 1000 * every);
}

const picked = [];
function session() {
  at("session").replaceChildren();
  picked.forEach((product, i) => {
    const button = element(at("session"), "button", product + " ×");
    button.type = "button";
    button.setAttribute("aria-label", "take " + product + " out of the session");
    button.onclick = () => { picked.splice(i, 1); session(); };
  });
}
function add() {
  const product = at("product").value.trim();
  if (product) picked.push(product);
  at("product").value = "";
  session();
}
at("add").onclick = add;

function products(parent, title, items) {
  element(parent, "h3", title);
  if (!items.length) element(parent, "p", "none");
  const list = element(parent, "ol");
  for (const item of items) element(list, "li", item.product_code + " (" + item.score.toFixed(3) + ")");
}

at("question").onsubmit = async submitted => {
  submitted.preventDefault();
  add();
  const box = at("answer");
  try {
    const event = {
      session_id: "twospeed-console", customer_number: 0, city: null, country: at("country").value || null,
      credit_limit: at("credit").value === "" ? null : Number(at("credit").value),
      browse_history: picked.map(product => ({product_code: product, quantity: 1, in_shopping_cart: false}))
    };
    const {record, milliseconds} = await ask("recommendations", {
      method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify({event, k: Number(at("k").value)})
    });
    box.replaceChildren();
    element(box, "p", "Answered in " + milliseconds + " ms by " + record.strategy
      + (record.model_version ? " with model " + record.model_version : "")
      + (record.degraded ? ", degraded: from memory, as the database could not be had in time" : "") + ".");
    products(box, "Recommended", record.recommended_items);
    products(box, "Similar to the session's products", record.similar_items);
  } catch (e) {
    box.replaceChildren();
    element(box, "p", e.message, "wrong");
  }
};

ask("products").then(codes => codes.forEach(code => element(at("products"), "option").value = code))
  .catch(e => { at("fault").textContent = "The products could not be listed: " + e.message; });
look();
