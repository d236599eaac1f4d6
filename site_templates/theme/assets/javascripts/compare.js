// One measure of the departments and projects that are chosen: a plot of dots and one table, which follow the choice; the
// choice stands in the address, so that a view can be sent to somebody else. All figures are those of the tables below.
// In a large portal groups have pages of their own: what is chosen is looked for there too.
import { addressWith, button, element, entered, fileNamed, month, save, say, shape } from "./elements.js";
import { complete, following, opened } from "./parts.js";
import { csv } from "./spreadsheets.js";
import { enhance, sortable } from "./tables.js";
import { fill, folded, inside, repeated, typed } from "./words.js";

const place = document.getElementById("comparison");
const form = place.querySelector("form");
const texts = form.dataset;
const { measures: measureList } = form.elements;
const [field, offered, chips, status] = ["[type=search]", ".mz-offered", ".mz-chips", ".mz-status"].map((part) => form.querySelector(part));
const answer = document.getElementById("answer");
const [plots, table, actions] = [answer.firstElementChild, answer.querySelector("table"), answer.nextElementSibling];
const LOWEST_FIRST = ["execution_rate", "targets_met_share", "measurable_share"];
const OFFERED_FIRST = ["execution_rate", "targets_weaker", "measurable_share"];
const MOST_OFFERED = 8;

// --- What there is: groups of rows that can be compared, each with its measures by column. -------------------------

const root = new URL(texts.root, location.href).href;
const groupOf = (section) => {
  const { year, formType } = section.dataset;
  const { kind } = section.parentElement.dataset;
  const rowOf = (row) => {
    const [link, belongs] = row.cells[0].querySelectorAll("a, small"); // of a project "department · jurisdiction"
    const [name, [department]] = [link.textContent, belongs.textContent.split(" · ")];
    const label = [name, ...(kind === "projects" ? [department, year] : [belongs.textContent])].join(" · ");
    const id = link.href.slice(root.length, -1);
    return { row, id, name, department, label, address: link.href, names: folded(`${label}\n${row.dataset.names ?? ""}`) };
  };
  const columns = [...section.querySelectorAll("[data-measure]")].map((heading) => {
    const { measure, unit } = heading.dataset;
    return { index: heading.cellIndex, measure, unit, name: heading.textContent.trim() };
  });
  const [title, own] = [section.querySelector("h3").textContent.replace(/#$/, "").trim(), section.querySelector("table")];
  const rows = [...own.tBodies[0].rows].map(rowOf);
  const alike = repeated(rows.map(({ name }) => name));
  for (const line of rows) line.told = alike.has(line.name) ? line.label : line.name; // whose dot it is
  return { section, table: own, title, year, formType, kind, columns, rows };
};

const value = (row, index) => row.cells[index].querySelector("data")?.value ?? "";

// --- The choice: in the form and in the address. Nobody chosen means all. ------------------------------------------

const KINDS = ["years", "departments", "projects"];
const asked = (kind) => (new URLSearchParams(location.search).get(kind) ?? "").split(",").filter(Boolean);

let groups = [];
let people = new Map(); // departments, projects and years that can be chosen, by id
let chosen = new Set(KINDS.flatMap(asked));
const isYear = (id) => /^\d{4}$/.test(id);
const years = () => [...chosen].filter(isYear);
const whose = () => [...chosen].filter((id) => !isYear(id));

const offer = () => {
  groups = [...place.querySelectorAll(".mz-group")].map(groupOf);
  const rows = groups.flatMap(({ kind, rows: own }) => own.map((line) => [line.id, { ...line, kind }]));
  const every = [...groups.map(({ year }) => year), ...[...place.querySelectorAll("[data-group]")].map(({ dataset }) => dataset.year)];
  const dated = [...new Set(every)].sort().reverse().map((id) => [id, { id, label: say(`${id} 年`, id), name: id, names: id, kind: "years" }]);
  people = new Map([...dated, ...rows.sort(([a], [b]) => (a < b ? -1 : 1))]);
  const columns = new Map([...groups].sort((a, b) => b.columns.length - a.columns.length).flatMap((group) => group.columns)
    .map(({ measure, name }) => [measure, name]));
  const first = OFFERED_FIRST.filter((measure) => columns.has(measure));
  const order = [...first, ...[...columns.keys()].filter((measure) => !first.includes(measure))];
  const kept = asked("measures").find((measure) => columns.has(measure)) ?? measureList.value;
  measureList.replaceChildren(...order.map((measure) => new Option(columns.get(measure), measure)));
  measureList.value = columns.has(kept) ? kept : order[0];
};

const isDefault = () => measureList.selectedIndex === 0 && !chosen.size;
const toAddress = () => {
  const kindOf = (id) => people.get(id)?.kind ?? (id.split("/").length > 2 ? "projects" : "departments");
  const ids = KINDS.map((kind) => [kind, [...chosen].filter((id) => kindOf(id) === kind).join(",")]);
  const values = { measures: isDefault() ? "" : measureList.value, ...Object.fromEntries(ids) };
  const said = Object.entries(values).filter(([, wanted]) => wanted);
  history.replaceState(history.state, "", addressWith(Object.keys(values), Object.fromEntries(said)));
};

// --- Who is chosen: what is entered offers names as buttons, a name that is taken becomes a chip. -------------------

const showChips = () => {
  chips.replaceChildren(...[...chosen].map((id) => {
    const label = people.get(id)?.label ?? id;
    const chip = button(`${label} ×`, () => {
      chosen.delete(id);
      changed().then(() => (chips.querySelector("button") ?? field).focus());
    });
    chip.setAttribute("aria-label", `${texts.remove} ${label}`);
    return element("li", {}, chip);
  }));
  chips.hidden = !chosen.size;
};

const found = () => {
  const words = typed(field.value).map(inside);
  return words.length ? [...people.values()].filter(({ id, names }) => !chosen.has(id) && words.every((word) => word(names))) : [];
};

const take = ({ id }) => {
  chosen.add(id);
  field.value = "";
  look();
  changed();
  field.focus();
};

const look = () => {
  const all = found();
  const few = all.slice(0, MOST_OFFERED);
  offered.replaceChildren(...few.map((one) => button(one.label, () => take(one))));
  offered.hidden = !few.length;
  if (!field.value.trim()) return;
  const more = all.length > few.length ? say("，", ", ") + fill(texts.first, { shown: few.length }) : "";
  status.textContent = all.length ? fill(texts.count, { found: all.length }).replace(/[：:]\s*$/, "") + more : texts.none;
};

// --- What is shown. -----------------------------------------------------------------------------------------------

const view = () => groups.filter(({ year }) => !years().length || chosen.has(year)).map((group) => {
  const column = group.columns.find(({ measure }) => measure === measureList.value);
  const sign = LOWEST_FIRST.includes(column?.measure) ? 1 : -1;
  const known = column ? group.rows.filter(({ row }) => value(row, column.index) !== "") : [];
  const rows = group.rows.filter(({ id }) => !whose().length || chosen.has(id));
  const number = ({ row }) => Number(value(row, column.index));
  const sorted = rows.filter((line) => known.includes(line)).sort((a, b) => sign * (number(a) - number(b)));
  const differ = sorted.length > 1 && number(sorted[0]) !== number(sorted.at(-1));
  const first = sorted.length ? sign * number(sorted[0]) : Infinity;
  return { ...group, column, known, rows, first, shown: [...sorted, ...rows.filter((line) => column && !known.includes(line))], sorted, number, differ };
}).filter(({ rows }) => rows.length);

const amountOf = ({ row }, { index }) => {
  const [number, unit] = ["data", "data ~ small"].map((part) => row.cells[index].querySelector(part)?.textContent ?? "");
  return `${number || "—"} ${unit}`.trim();
};

const headline = ({ sorted, column, differ }) => {
  const [first] = sorted;
  const told = { measure: column.name, name: first.told, amount: amountOf(first, column), rows: sorted.length };
  if (!differ) return fill(texts.alike, told);
  return fill(LOWEST_FIRST.includes(column.measure) ? texts.lowest : texts.highest, told);
};

const DOT = 6;
const END = 60; // percent of the width that the largest takes, so that its number has room
const dotted = ({ sorted, known, column, number }) => {
  const largest = Math.max(...known.map(number), Number.MIN_VALUE);
  const at = (line) => `${((number(line) / largest) * END + 2).toFixed(3)}%`;
  const dots = sorted.flatMap((line, rank) => {
    const amount = amountOf(line, column);
    const drawing = shape("svg", { class: "mz-chart mz-dots", width: "100%", height: 24, role: "img", "aria-label": amount, "font-size": 13 });
    drawing.append(shape("line", { class: "mz-grid", x1: "2%", x2: `${END + 2}%`, y1: 12, y2: 12 }));
    const others = whose().length ? known.filter((other) => other !== line) : [];
    drawing.append(...others.map((other) => shape("circle", { class: "mz-other", cx: at(other), cy: 12, r: 4 })));
    drawing.append(shape("circle", { class: whose().length || !rank ? "mz-a" : "mz-c", cx: at(line), cy: 12, r: DOT }));
    drawing.append(shape("text", { class: "mz-amount", x: at(line), dx: 11, y: 17 }, amount));
    return [element("dt", {}, line.told), element("dd", {}, drawing)];
  });
  return element("dl", { className: "mz-dotted" }, ...dots);
};

// A plot of a group: nothing to draw where a row stands alone or all are alike, unless it was chosen.
const plot = (group) => {
  const { sorted, known, differ } = group;
  if (!whose().length && sorted.length < 2) return [];
  const drawn = differ || (whose().length && known.length > 1) ? [dotted(group)] : [];
  const caption = element("figcaption", {}, element("h3", {}, headline(group)), element("p", { className: "mz-kind" }, group.title));
  return [element("figure", { className: "chart" }, caption, ...drawn)];
};

const lineOf = ({ title, column, columns }) => ({ row }) => {
  const others = ["errors", "warnings"].map((name) => columns.find(({ measure }) => measure === name));
  const cells = [column, ...others].map(({ index }) => row.cells[index].cloneNode(true));
  return element("tr", {}, row.cells[0].cloneNode(true), ...cells, element("td", { className: "mz-name" }, title));
};

const apply = () => {
  showChips();
  const measure = measureList.selectedOptions[0].text;
  const shown = view().filter(({ column, sorted, shown: rows }) => column && (sorted.length || (whose().length && rows.length)))
    .sort((a, b) => b.differ - a.differ || (a.first < b.first ? -1 : Number(a.first > b.first)));
  const drawn = shown.filter(({ sorted }) => sorted.length);
  plots.replaceChildren(...drawn.flatMap(plot));
  table.tBodies[0].replaceChildren(...shown.flatMap((group) => group.shown.map(lineOf(group))));
  table.caption.textContent = measure;
  for (const heading of table.tHead.rows[0].cells) heading.removeAttribute("aria-sort");
  answer.hidden = !drawn.length;
  const [rows, known] = ["shown", "sorted"].map((which) => shown.flatMap((group) => group[which]).length);
  status.textContent = drawn.length
    ? fill(texts.shown, { measure, rows, known }) + (shown.length > 1 ? texts.apart : "") + (whose().length ? say("", " ") + texts.alone : "")
    : fill(texts.unprinted, { measure });
};

const changed = () => {
  toAddress();
  return bring().then(apply, () => {
    status.textContent = texts.failed;
  });
};

// One row a figure, with the names that rollups.csv has for the same things.
const HEADER = `group fiscal_year form_type department_id department statement_id project
measure value unit forms_counted forms_total page_url`;
const grid = () => [HEADER.split(/\s/), ...view().flatMap((group) => group.rows.flatMap((line) => group.columns.map(figure(group, line))))];
const figure = ({ title, year, formType, kind }, { row, id, name, department, address }) => ({ measure, unit, index }) => {
  const coverage = row.cells[index].querySelector(".mz-coverage")?.textContent.replaceAll(",", "") ?? "";
  const [forms = "", due = ""] = coverage.match(/\d+/g) ?? [];
  const project = [id.split("/", 2).join("/"), department, id, name];
  const own = kind === "departments" ? [id, name, "", ""] : project;
  return [title, year, formType, ...own, measure, value(row, index), unit, forms, due, address];
};
const fileName = () => {
  const names = [...years(), ...whose().slice(0, 2).map((id) => people.get(id)?.name ?? id)];
  return fileNamed([texts.file, ...names, month()].filter(Boolean).join("_"));
};

// --- What stands on other pages: groups that may hold what is chosen, and the rest of those that are here. -----------

const wanted = () => {
  const others = [...place.querySelectorAll("[data-group]")];
  if (years().length) return others.filter(({ dataset }) => chosen.has(dataset.year));
  const due = new Set(whose().map((id) => id.split("/")[2])); // of a project its year, of a department none
  return others.filter(({ dataset }) => due.has(undefined) || due.has(dataset.year));
};

const sectionOf = async (item) => {
  const section = (await opened(item.querySelector("a").href)).querySelector(".mz-group");
  await complete(section.querySelector("table"));
  section.querySelector(".mz-parts")?.remove();
  return section;
};

const bring = async () => {
  const [others, tables] = [wanted(), groups.map((group) => group.table)];
  if (!others.length && !(chosen.size && tables.some(following))) return;
  status.textContent = texts.loading;
  const sections = await Promise.all(others.map(sectionOf));
  await Promise.all(tables.map(complete));
  others.forEach((item, at) => {
    item.closest("nav").before(sections[at]);
    enhance(sections[at].querySelector("table"));
    item.remove();
  });
  offer();
};

entered(form, ({ target }) => (target === field ? look() : changed()));
form.addEventListener("submit", (event) => event.preventDefault());
field.addEventListener("keydown", (event) => {
  const [first] = found();
  if (event.key === "Enter" && !event.isComposing && first) take(first);
});
actions.addEventListener("click", ({ target }) => {
  if (target.matches("[data-save]")) save(csv(grid()), `${fileName()}.csv`);
  if (!target.matches("[data-all]")) return;
  chosen = new Set();
  field.value = "";
  measureList.selectedIndex = 0;
  look();
  changed();
});
place.addEventListener("mz-rows", () => {
  offer();
  apply();
});
sortable(table, status);
offer();
[form.hidden, actions.hidden] = [false, false];
changed();
