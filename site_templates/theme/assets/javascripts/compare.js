// Departments, projects, years and measures chosen for comparison. The tables hold all of them; the choice hides the rest,
// draws bars from the cells that stay, and stands in the address, so that a view can be sent to somebody else.
// In a large portal groups have pages of their own: what is chosen is looked for there too.
import { addressWith, element, entered, save, say, shape } from "./elements.js";
import { complete, following, opened } from "./parts.js";
import { csv } from "./spreadsheets.js";
import { enhance } from "./tables.js";
import { fill, folded, typed } from "./words.js";

const place = document.getElementById("comparison");
const form = place.querySelector("form");
const texts = form.dataset;
const [status, nothing] = form.querySelectorAll(".mz-status, .mz-status + p");
const SHOWN_FIRST = ["execution_rate", "targets_met_share", "total_score", "targets", "targets_weaker", "errors"];
const SHOWN = ".mz-group:not([hidden]), [data-group]";
const CHARTS = 3; // where no measure is chosen, the first of these that the group has

// --- What there is: groups of rows that can be compared, each with its measures by column. -------------------------

const root = new URL(texts.root, location.href).href;
const groupOf = (section) => {
  const { year, formType } = section.dataset;
  const { kind } = section.parentElement.dataset;
  const rowOf = (row) => {
    const [link, belongs] = row.cells[0].querySelectorAll("a, small"); // of a project "department · jurisdiction"
    const [name, [department]] = [link.textContent, belongs.textContent.split(" · ")];
    const label = [name, ...(kind === "projects" ? [department, year] : [belongs.textContent])].join(" · ");
    return { row, id: link.href.slice(root.length, -1), name, department, label, address: link.href };
  };
  const columns = [...section.querySelectorAll("[data-measure]")].map((heading) => {
    const { measure, unit } = heading.dataset;
    return { index: heading.cellIndex, measure, unit, name: heading.textContent.trim() };
  });
  const [title, table] = [section.querySelector("h3").textContent.replace(/#$/, "").trim(), section.querySelector("table")];
  return { section, table, title, year, formType, kind, columns, rows: [...table.tBodies[0].rows].map(rowOf) };
};

const distinct = (pairs) => [...new Map(pairs)];
const ofKind = (some, kind) => some.filter((group) => group.kind === kind).flatMap(({ rows }) => rows);
const named = (rows) => distinct(rows.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, label }) => [id, label]));

// --- The choice: boxes, and the same in the address. Nothing chosen means all. -------------------------------------

const asked = (kind) => (new URLSearchParams(location.search).get(kind) ?? "").split(",").filter(Boolean);
const chosen = (kind) => new Set(new FormData(form).getAll(kind));

let groups = [];
let choices = {};
const offer = () => {
  groups = [...place.querySelectorAll(".mz-group")].map(groupOf);
  const broadest = [...groups].sort((a, b) => b.columns.length - a.columns.length);
  choices = {
    years: distinct(groups.map(({ year }) => [year, year])),
    measures: distinct(broadest.flatMap(({ columns }) => columns.map(({ measure, name }) => [measure, name]))),
    departments: named(ofKind(groups, "departments")),
    projects: named(ofKind(groups, "projects")),
  };
  const { name, value: at } = document.activeElement;
  for (const list of form.querySelectorAll("fieldset")) {
    const [kind, kept] = [list.name, new Set(asked(list.name))];
    const boxes = choices[kind].map(([value, text]) => {
      const box = element("input", { type: "checkbox", name: kind, value, checked: kept.has(value) });
      return element("label", {}, box, ` ${text}`);
    });
    list.hidden = !boxes.length;
    list.lastElementChild.replaceChildren(...boxes);
  }
  form.querySelector(`[name="${name}"][value="${at}"]`)?.focus();
};

const toAddress = () => {
  const parts = Object.keys(choices).map((kind) => [kind, [...chosen(kind)].join(",")]).filter(([, values]) => values);
  history.replaceState(history.state, "", addressWith(Object.keys(choices), Object.fromEntries(parts)));
};

const narrow = (field) => {
  const words = typed(field.value);
  for (const label of field.closest("fieldset").lastElementChild.children) {
    const text = folded(label.textContent);
    label.hidden = !label.firstChild.checked && !words.every((word) => text.includes(word));
  }
};

const showAll = () => {
  form.reset();
  for (const field of form.querySelectorAll("[type=search]")) narrow(field);
  apply();
};

// --- What is shown. -----------------------------------------------------------------------------------------------

const value = (row, index) => row.cells[index].querySelector("data")?.value ?? "";
const chosenRows = () => new Set([...chosen("departments"), ...chosen("projects")]);
const view = () => {
  const [years, measures, ids] = [chosen("years"), chosen("measures"), chosenRows()];
  return groups.map((group) => ({
    ...group,
    rows: group.rows
      .filter(({ id }) => (!years.size || years.has(group.year)) && (!ids.size || ids.has(id)))
      .sort((a, b) => a.row.rowIndex - b.row.rowIndex),
    columns: group.columns.filter(({ measure }) => !measures.size || measures.has(measure)),
  }));
};

const apply = () => {
  toAddress();
  const shown = view();
  shown.forEach(({ section, table, rows, columns }, at) => {
    const [kept, visible] = [new Set(rows.map(({ row }) => row)), new Set(columns.map(({ index }) => index))];
    section.hidden = !rows.length || !columns.length;
    for (const { row } of groups[at].rows) row.classList.toggle("mz-unchosen", !kept.has(row)); // hidden are the filtered
    for (const { index } of groups[at].columns) {
      for (const { cells } of table.rows) cells[index].hidden = !visible.has(index);
    }
  });
  for (const part of place.querySelectorAll(".mz-comparable")) part.hidden = !part.querySelector(SHOWN);
  draw(shown);
  const full = shown.filter(({ rows, columns }) => rows.length && columns.length);
  status.textContent = full.length ? summary(full) : reason(shown);
  nothing.hidden = Boolean(full.length);
};

const summary = (full) => {
  const [departments, projects] = ["departments", "projects"].map((kind) => named(ofKind(full, kind)).length);
  const alone = departments + projects > 1 && full.every(({ rows }) => rows.length === 1);
  const told = departments && projects ? texts.both : texts[departments ? "departments" : "projects"];
  const more = (full.length > 1 ? texts.apart : "") + (alone ? texts.alone : "");
  return fill(told + texts.groups, { departments, projects, groups: full.length }) + more;
};

// Why nothing is shown: no form of that year, or forms that do not have the figure.
const reason = (shown) => {
  const wanted = choices.measures.filter(([measure]) => chosen("measures").has(measure)).map(([, name]) => name);
  const there = shown.some(({ rows }) => rows.length);
  return there ? fill(texts.unprinted, { measures: wanted.join(say("、", ", ")) }) : texts.none;
};

// One row a figure, with the names that rollups.csv has for the same things.
const HEADER = `group fiscal_year form_type department_id department statement_id project
measure value unit forms_counted forms_total page_url`;
const grid = () => [HEADER.split(/\s/), ...view().flatMap((group) => group.rows.flatMap((line) => group.columns.map(figure(group, line))))];
const figure = ({ title, year, formType, kind }, { row, id, name, department, address }) => ({ measure, unit, index }) => {
  const coverage = row.cells[index].querySelector(".mz-coverage")?.textContent.replaceAll(",", "") ?? "";
  const [forms = "", due = ""] = coverage.match(/\d+/g) ?? [];
  const project = [id.split("/", 2).join("/"), department, id, name];
  const whose = kind === "departments" ? [id, name, "", ""] : project;
  return [title, year, formType, ...whose, measure, value(row, index), unit, forms, due, address];
};
const today = () => new Date().toLocaleDateString("sv"); // ISO 8601 by the reader's own clock
const fileName = () => ["compare", ...chosen("years"), ...[...chosen("measures")].slice(0, 3), today()].join("-");

// --- Bars, drawn like those of the portal's own charts. -------------------------------------------------------------

const [BAR, FULL] = [18, 76];
const draw = (shown) => {
  const measures = chosen("measures");
  for (const group of shown) {
    for (const old of group.section.querySelectorAll("figure")) old.remove();
    if (!chosenRows().size && !measures.size) continue;
    const preferred = SHOWN_FIRST.flatMap((id) => group.columns.filter(({ measure }) => measure === id));
    const several = ({ index }) => group.rows.filter(({ row }) => value(row, index) !== "").length > 1; // else no comparison
    const drawn = (measures.size ? group.columns : preferred.slice(0, CHARTS)).filter(several);
    group.section.append(...drawn.map((column) => chart(group, column)));
  }
};

const chart = ({ rows, title }, { name, index }) => {
  const numbers = rows.map(({ row }) => value(row, index));
  const known = numbers.filter((number) => number !== "").length;
  const longest = Math.max(...numbers.map(Number), Number.MIN_VALUE);
  const bars = rows.flatMap(({ row, name: label }, at) => {
    const length = `${(Number(numbers[at]) / longest) * FULL}%`;
    const [number, unit] = ["data", "data ~ small"].map((part) => row.cells[index].querySelector(part)?.textContent ?? "");
    const amount = `${number || "—"} ${unit}`.trim();
    const bar = shape("svg", { class: "mz-chart", width: "100%", height: BAR, role: "img", "aria-label": amount, "font-size": 13 });
    bar.append(shape("rect", { class: "mz-a", width: length, height: BAR }));
    bar.append(shape("text", { class: "mz-amount", x: length, dx: 6, y: 14 }, amount));
    return [element("dt", {}, label), element("dd", {}, bar)];
  });
  const sentence = fill(texts.sentence, { all: rows.length, known });
  const heading = element("h4", {}, `${name}${say("（", " (")}${title}${say("）", ")")}`);
  const caption = element("figcaption", {}, heading, element("p", { className: "mz-sentence" }, sentence));
  return element("figure", { className: "chart" }, caption, element("dl", { className: "mz-bars" }, ...bars));
};

// --- What stands on other pages: groups that may hold what is chosen, and the rest of those that are here. -----------

const wanted = () => {
  const [given, departments, projects] = ["years", "departments", "projects"].map(asked);
  const years = given.length || departments.length ? given : projects.map((id) => id.split("/")[2]);
  const others = [...place.querySelectorAll("[data-group]")];
  return others.filter(({ dataset }) => (years.length ? years.includes(dataset.year) : departments.length));
};

const sectionOf = async (item) => {
  const section = (await opened(item.querySelector("a").href)).querySelector(".mz-group");
  await complete(section.querySelector("table"));
  section.querySelector(".mz-parts")?.remove();
  return section;
};

const choose = () => bring().then(apply, () => {
  status.textContent = texts.failed;
});
const bring = async () => {
  const [others, tables] = [wanted(), groups.map(({ table }) => table)];
  if (!others.length && !tables.some(following)) return;
  status.textContent = texts.loading;
  const sections = await Promise.all(others.map(sectionOf));
  await Promise.all(tables.map(complete));
  others.forEach((item, at) => {
    item.closest("nav").before(sections[at]);
    enhance(sections[at].querySelector("table"));
    item.remove();
  });
  offer();
  apply();
};
entered(form, ({ target }) => {
  if (target.type === "search") return narrow(target);
  toAddress();
  return choose();
});
form.addEventListener("click", ({ target }) => {
  if (target.matches("[data-all]")) showAll();
  if (target.matches("[data-save]")) save(csv(grid()), `${fileName()}.csv`);
});
place.addEventListener("click", ({ target }) => target.closest(".mz-sort") && location.search && apply());
place.addEventListener("mz-rows", offer);
offer();
form.hidden = false;
if (location.search) choose();
