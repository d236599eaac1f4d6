// Every indicator row in the browser: filters, sorting, pages, downloads; what is chosen stands in the address.
// Without this script the page lists the departments.
import { addressWith, element, english, entered, fetched, fileNamed, month, save, say, unknownIn } from "./elements.js";
import { csv, xlsx } from "./spreadsheets.js";
import { SEVERITIES, tableOf } from "./rows.js";
import { fill } from "./words.js";

// A workbook is made beside the page, which goes on answering; where a browser has no such workers, in the page.
const workbook = (sheets) => new Promise((done, failed) => {
  const worker = new Worker(new URL("workbook.js", import.meta.url), { type: "module" });
  const end = (settle) => (event) => {
    worker.terminate();
    settle(event);
  };
  worker.addEventListener("message", end(({ data }) => (data ? done(data) : failed(new Error("workbook")))));
  worker.addEventListener("error", end(() => xlsx(sheets).then(done, failed)));
  worker.postMessage(sheets);
});

const ROWS_PER_PAGE = 50;
// The columns of the downloads: those of indicators.csv, with the names of places and codes in the page's language
// and the number of findings.
const SAVED = `indicator_id statement_id jurisdiction_id jurisdiction department_id department fiscal_year form_type form_type_name
project goal_kind goal_number order level1 level1_name level2 level2_name name_raw baseline_y2_raw baseline_y1_raw target_raw target_change
target_change_name target_change_y2 target_change_y2_name actual_raw weight_raw weight score_raw score achievement achievement_name
attainment errors warnings notes source_id source_line page_url`.split(/\s/);

const explorer = document.getElementById("explorer");
const texts = explorer.dataset;
const form = explorer.querySelector("form");
const status = explorer.querySelector(".mz-found");
const body = explorer.querySelector("tbody");
const headings = [...explorer.querySelectorAll("[data-column]")];

// --- The table. ------------------------------------------------------------------------------------------------------

const controls = [...form.elements].filter((control) => control.name);

// The index is asked for anew each time; the pieces carry their checksum, so that an old one is never mixed in.
const load = async (source) => {
  const index = await fetched(`${source}index.json`, { cache: "no-cache" });
  const address = (chunk) => `${source}${chunk.file}?${chunk.sha256.slice(0, 16)}`;
  const chunks = await Promise.all(index.chunks.map((chunk) => fetched(address(chunk))));
  const lists = controls.filter(({ options }) => options);
  const codes = Object.fromEntries(lists.map(({ name, options }) => [name, [...options].map(({ value }) => value)]));
  return tableOf(index, chunks, { language: english ? 1 : 0, codes });
};

let table = null;

// --- What is chosen: in the form's controls and in the address. ------------------------------------------------------

// "text" and not "q": Material opens its own search where an address has "q".
const state = { chosen: {}, sort: "", page: 1, unknown: "" };

const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  form.reset();
  for (const control of controls) {
    const wanted = asked.get(control.name) ?? "";
    if (control.name === "department_id") offerDepartments();
    if (control.type === "search" || [...control.options].some(({ value }) => value === wanted)) control.value = wanted;
  }
  state.unknown = unknownIn(controls);
  const sort = asked.get("sort") ?? "";
  state.sort = headings.some((heading) => heading.dataset.column === sort.replace(/^-/, "")) ? sort : "";
  state.page = Math.max(1, Number.parseInt(asked.get("page"), 10) || 1);
  readForm();
};

const readForm = () => {
  const given = controls.map((control) => [control.name, control.value.trim()]);
  state.chosen = Object.fromEntries(given.filter(([, wanted]) => wanted));
};

const writeAddress = () => {
  state.unknown = "";
  const { chosen, sort, page } = state;
  const values = { ...chosen, ...(sort && { sort }), ...(page > 1 && { page }) };
  history.replaceState(history.state, "", addressWith([...controls.map(({ name }) => name), "sort", "page"], values));
};

const options = (column, wanted) => table.ids(column, wanted).map((id) => new Option(table.place(column, id), id));

// Only the departments of the chosen jurisdiction are offered; the chosen one stays where it may.
const offerDepartments = () => {
  const { jurisdiction_id: jurisdictions, department_id: departments } = form.elements;
  const before = departments.value;
  const groups = [...jurisdictions.options].filter(({ selected, value }) => (jurisdictions.value ? selected : value));
  const offered = groups.map((option) => {
    const own = options("department_id", (id) => id.startsWith(`${option.value}/`));
    return element("optgroup", { label: option.text }, ...own);
  });
  departments.replaceChildren(departments.options[0], ...offered);
  departments.value = before;
  if (departments.selectedIndex < 0) departments.value = "";
};

// --- What is shown. --------------------------------------------------------------------------------------------------

const link = (address, content) => element("a", { href: texts.root + address }, content);

const printed = (text) => {
  if (text === null) return "";
  if (!text.trim()) return element("span", { className: "mz-blank" }, texts.blank);
  const made = element("span", { className: "mz-raw" }, text);
  if (english) made.lang = "zh-CN";
  return made;
};

const named = (column, code) =>
  [...form.elements[column].options].find((option) => option.value === String(code ?? "-"))?.text ?? "";

const findings = (row) => Object.entries(SEVERITIES).filter(([, column]) => table.value(row, column)).map(([severity, column]) => {
  const label = `${named("finding", severity)} ${table.value(row, column)}`;
  return element("span", { className: `mz-severity mz-${severity}` }, label);
});

const withYears = "target_change" in form.elements; // no form prints figures of earlier years where it is not
const againstLastYear = (row) => {
  const code = table.value(row, "target_change");
  return code ? element("span", { className: "mz-change" }, element("span", { className: `mz-${code}` }, named("target_change", code))) : "";
};

const cell = (kind, ...content) => element("td", { className: kind }, ...content);
const small = (text) => element("small", { className: "mz-path" }, text);

const line = (row) => {
  const shown = (column) => printed(table.value(row, column));
  const name = table.value(row, "name_raw");
  const shownName = name?.trim() ? printed(name) : texts.blank;
  const department = table.value(row, "department_id");
  const departmentName = table.department(department);
  const formType = named("form_type", table.value(row, "form_type"));
  const levels = ["level1", "level2"].map((level) => named(level, table.value(row, level)));
  const achievement = table.value(row, "achievement");
  const heading = element("th", { className: "mz-sticky", scope: "row" },
    small(levels.join(english ? " · " : "·")), // on telephones these stand in the place of their columns
    link(table.indicator(row).replace("#", "/#"), shownName),
    small(`${departmentName} ${table.value(row, "fiscal_year")} ${formType}`),
  );
  return element("tr", "", heading,
    cell("mz-place mz-name", link(`${department}/`, departmentName)),
    cell("mz-place", String(table.value(row, "fiscal_year"))),
    cell("mz-place mz-name", ...(table.value(row, "project") ? [shown("project"), " "] : []), element("small", {}, formType)),
    ...levels.map((level) => cell("mz-place mz-name", level)),
    ...(withYears ? [cell("", shown("baseline_y2_raw")), cell("", shown("baseline_y1_raw"))] : []),
    cell("", shown("target_raw")),
    ...(withYears ? [cell("", againstLastYear(row))] : []),
    cell("", shown("actual_raw")),
    cell("", element("span", { className: `mz-achievement mz-${achievement}` }, named("achievement", achievement))),
    cell("mz-number", shown("weight_raw")), cell("mz-number", shown("score_raw")),
    cell("", ...findings(row)),
  );
};

let found = [];

const sorting = () => {
  const order = state.sort.startsWith("-") ? "descending" : "ascending";
  for (const button of headings) button.closest("th").removeAttribute("aria-sort");
  const button = headings.find(({ dataset }) => dataset.column === state.sort.replace(/^-/, ""));
  button?.closest("th").setAttribute("aria-sort", order);
  return button ? fill(texts[order], { column: button.textContent }) : "";
};

const showPage = () => {
  const pages = Math.max(1, Math.ceil(found.length / ROWS_PER_PAGE));
  state.page = Math.min(state.page, pages);
  const first = (state.page - 1) * ROWS_PER_PAGE;
  const rows = [...found.subarray(first, first + ROWS_PER_PAGE)];
  body.replaceChildren(...rows.map(line));
  const at = { page: state.page, pages };
  for (const text of explorer.querySelectorAll(".mz-page")) text.textContent = fill(text.dataset.text, at);
  for (const button of explorer.querySelectorAll("[data-step]")) {
    const atEnd = ["first", "back"].includes(button.dataset.step) ? state.page === 1 : state.page === pages;
    button.setAttribute("aria-disabled", atEnd); // and not disabled: the focus would be lost
  }
  const count = (amount) => amount.toLocaleString("en-US");
  status.textContent =
    state.unknown +
    fill(texts.found, { found: count(found.length), total: count(table.size) }) +
    (rows.length ? fill(texts.shown, { first: count(first + 1), last: count(first + rows.length) }) : "") +
    sorting();
};

const show = () => {
  found = table.matching(state.chosen, state.sort);
  showPage();
};

const step = (button) => {
  if (button.getAttribute("aria-disabled") === "true") return;
  const last = Math.ceil(found.length / ROWS_PER_PAGE);
  state.page = { first: 1, back: state.page - 1, on: state.page + 1, last }[button.dataset.step];
  writeAddress();
  showPage();
  if (button.closest(".mz-pager").dataset.place === "below") {
    const region = body.closest(".table-scroll");
    region.scrollTop = 0;
    region.focus();
    region.scrollIntoView();
  }
};

// --- Downloads: the rows found, in the order shown. ------------------------------------------------------------------

const saved = (row) => {
  const derived = { indicator_id: table.indicator(row) };
  for (const name of ["jurisdiction", "department"]) derived[name] = table.place(`${name}_id`, table.value(row, `${name}_id`));
  derived.page_url = new URL(texts.root + table.indicator(row).replace("#", "/#"), location.href).href;
  for (const name of ["form_type", "level1", "level2", "achievement"]) derived[`${name}_name`] = named(name, table.value(row, name));
  for (const name of ["target_change", "target_change_y2"]) derived[`${name}_name`] = table.value(row, name) ? named(name, table.value(row, name)) : null;
  for (const name of ["weight", "score", "attainment"]) derived[name] = table.value(row, name) && Number(table.value(row, name));
  return SAVED.map((column) => (column in derived ? derived[column] : table.value(row, column)));
};

// What somebody who is given the workbook alone must know of it.
const about = () => [
  [say("网址（含筛选条件）", "Address, with the filters"), location.href],
  [say("行数", "Rows"), found.length],
  [say("下载日期", "Saved on"), new Date().toLocaleDateString("sv-SE")],
  [say("发布单位", "Publisher"), texts.publisher],
  [say("许可", "Licence"), texts.licence],
];

// The rows are put together a slice at a time, so that the page goes on answering meanwhile.
const SLICE = 2000;
const pause = () => new Promise((go) => {
  setTimeout(go);
});
const putTogether = async (taken, rows) => {
  for (const row of taken.subarray(0, SLICE)) rows.push(saved(row));
  if (taken.length <= SLICE) return rows;
  await pause();
  return putTogether(taken.subarray(SLICE), rows);
};

const fileName = () => {
  const { department_id: department, jurisdiction_id: jurisdiction } = form.elements;
  const [chosen] = [department, jurisdiction].filter((list) => list.value).map((list) => list.selectedOptions[0].text);
  return fileNamed(fill(texts.file, { place: chosen ?? texts.everywhere, month: month() }));
};

const saveFound = async (kind) => {
  const before = status.textContent;
  status.textContent = texts.saving;
  try {
    const rows = await putTogether(found, [SAVED]);
    const sheets = [[say("指标", "Indicators"), rows, { filter: true, links: SAVED.indexOf("page_url") }], [say("说明", "About"), about()]];
    const file = await (kind === "csv" ? csv(rows) : workbook(sheets));
    save(file, `${fileName()}.${kind}`);
    status.textContent = before;
  } catch {
    status.textContent = texts.unsaved;
  }
};

// --- Beginning. ------------------------------------------------------------------------------------------------------

const changed = () => {
  state.page = 1;
  readForm();
  writeAddress();
  show();
};

const listen = () => {
  form.addEventListener("submit", (event) => event.preventDefault());
  entered(form, ({ target }) => {
    if (target.name === "jurisdiction_id") offerDepartments();
    changed();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    offerDepartments();
    state.sort = "";
    changed();
  }));
  for (const button of headings) {
    button.addEventListener("click", () => {
      const { column } = button.dataset;
      state.sort = state.sort === column ? `-${column}` : column;
      changed();
    });
  }
  for (const button of explorer.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(button));
  for (const button of explorer.querySelectorAll("[data-save]")) button.addEventListener("click", () => saveFound(button.dataset.save));
  addEventListener("popstate", () => {
    readAddress();
    show();
  });
};

const begin = async () => {
  explorer.hidden = false;
  form.hidden = true;
  status.textContent = texts.loading;
  try {
    table = await load(texts.source);
  } catch {
    status.textContent = texts.failed;
    return;
  }
  form.elements.jurisdiction_id.append(...options("jurisdiction_id"));
  readAddress();
  listen();
  form.hidden = false;
  explorer.querySelector(".mz-results").hidden = false;
  show();
};

begin();
