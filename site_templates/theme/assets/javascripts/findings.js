// All findings in the browser: filters, whose choice stands in the address so that a filtered list can be linked.
// Without this script the page has the lists by severity, place, department and rule.
// build_scripts/pages/finding_index.py describes the file that is read, once something is chosen.
import { addressWith, button, element, entered, fetched, unknownIn } from "./elements.js";
import { fill, folded, typed } from "./words.js";

const STEP = 50; // rows that are shown at once, and more each time
const form = document.getElementById("finding-filters");
const status = document.getElementById("finding-status");
const results = document.getElementById("finding-results");
const lists = document.getElementById("finding-lists");
const texts = form.dataset;
const controls = [...form.elements].filter(({ name }) => name);
const { department: departments, place: places } = form.elements;
const groups = [...departments.querySelectorAll("optgroup")];

// --- What is chosen: in the form's controls and in the address; parameters of others stay there. --------------------

const chosen = () => Object.fromEntries(controls.map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value));

// Only the departments of the chosen place are offered; the chosen one stays where it may.
const offerDepartments = () => {
  const before = departments.value;
  const offered = groups.filter((group) => [...group.children].some(({ value }) => value.startsWith(places.value)));
  departments.replaceChildren(departments.options[0], ...offered);
  departments.value = before;
  if (departments.selectedIndex < 0) departments.value = "";
};

let unknown = ""; // what is said of it
const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  for (const control of controls) {
    if (control === departments) offerDepartments();
    control.value = asked.get(control.name) ?? "";
    if (control.selectedIndex < 0) control.value = ""; // there is no such choice
  }
  unknown = unknownIn(controls);
};

const writeAddress = () => {
  unknown = "";
  history.replaceState(history.state, "", addressWith(controls.map(({ name }) => name), chosen()));
};

// --- The findings, read once. ----------------------------------------------------------------------------------------

const understood = ({ departments: names, forms, rules, rows }) => rows.map(([severity, state, rule, at, way, title]) => {
  const [url, department, year, name] = forms[at];
  const [id, where] = names[department];
  return {
    severity, status: state, rule: rules[rule], year: String(year), department: `${id}/`, place: `${id.split("/")[0]}/`,
    title, url: url + way, where: `${where} ${year} ${name}`, words: folded(`${title} ${where} ${name} ${rules[rule]}`),
  };
});

let reading = null;
const findings = () => {
  reading ??= fetched(texts.source, { cache: "no-cache" }).then(understood);
  return reading;
};

// --- What is shown. --------------------------------------------------------------------------------------------------

const named = (control, code) => [...form.elements[control].options].find(({ value }) => value === code)?.text ?? "";

const line = (one) => element("tr", {},
  element("td", {}, element("span", { className: `mz-severity mz-${one.severity}` }, named("severity", one.severity))),
  element("th", { scope: "row" }, element("a", { href: texts.root + one.url }, one.title)),
  element("td", {}, one.where),
  element("td", {}, named("status", one.status)),
);

const more = button(texts.more, () => extend());
more.hidden = true;
results.append(element("p", { className: "mz-actions" }, more));
const body = results.querySelector("tbody");
let found = [];

const extend = () => {
  body.append(...found.slice(body.rows.length, body.rows.length + STEP).map(line));
  more.hidden = body.rows.length === found.length;
  body.closest("table").dispatchEvent(new Event("mz-rows", { bubbles: true }));
};

const show = async () => {
  const { text = "", ...wanted } = chosen();
  const words = typed(text);
  const active = words.length > 0 || Object.keys(wanted).length > 0;
  [results.hidden, lists.hidden, status.textContent] = [!active, active, active ? texts.loading : unknown];
  if (!active) return;
  try {
    const all = await findings();
    found = all.filter((one) =>
      Object.entries(wanted).every(([name, value]) => one[name] === value) && words.every((word) => one.words.includes(word)));
    body.replaceChildren();
    extend();
    status.textContent = unknown + fill(texts.found, { found: found.length.toLocaleString("en-US"), total: all.length.toLocaleString("en-US") });
  } catch {
    [results.hidden, lists.hidden, status.textContent, reading] = [true, false, texts.failed, null];
  }
};

const changed = () => {
  writeAddress();
  show();
};

form.addEventListener("submit", (event) => event.preventDefault());
entered(form, ({ target }) => {
  if (target === places) offerDepartments();
  changed();
});
form.addEventListener("reset", () => setTimeout(() => {
  offerDepartments();
  changed();
}));
addEventListener("popstate", () => {
  readAddress();
  show();
});
form.hidden = false;
readAddress();
show();
