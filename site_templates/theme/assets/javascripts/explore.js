// Every indicator row in the browser: filters, sorting, pages, downloads; what is chosen stands in the address.
// The format of the data is described in build_scripts/explore.py. Without this script the page lists the departments.
import { element, save, say } from "./elements.js";
import { csv, xlsx } from "./spreadsheets.js";

const ROWS_PER_PAGE = 50;
const SEARCHED = ["name_raw", "target_raw", "actual_raw"];
const SEVERITIES = { error: "errors", warning: "warnings", note: "notes" };
// The columns of the downloads: those of indicators.csv, with the names of places and codes in the page's language
// and the number of findings.
const SAVED = [
  "indicator_id", "statement_id", "jurisdiction_id", "jurisdiction", "department_id", "department", "fiscal_year",
  "form_type", "form_type_name", "project", "goal_kind", "goal_number", "order", "level1", "level1_name", "level2",
  "level2_name", "name_raw", "target_raw", "actual_raw", "weight_raw", "weight", "score_raw", "score", "achievement",
  "achievement_name", "errors", "warnings", "notes", "source_id", "source_line",
];
const CODES = ["form_type", "level1", "level2", "achievement"];
const PLACES = ["jurisdiction", "department"];
const DECIMALS = ["weight", "score"];

const english = document.documentElement.lang.startsWith("en");
const collator = new Intl.Collator("zh-CN", { numeric: true });
const explorer = document.getElementById("explorer");
const texts = explorer.dataset;
const form = explorer.querySelector("form");
const status = explorer.querySelector(".mz-found");
const body = explorer.querySelector("tbody");
const headings = [...explorer.querySelectorAll("[data-column]")];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const folded = (text) => (text ?? "").normalize("NFKC").toLowerCase();

// --- The table: each column is its distinct values, and for each row the place of its value. -----------------------

const fetched = async (address, options) => {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

// The index is asked for anew each time; the pieces carry their checksum, so that an old one is never mixed in.
const load = async (source) => {
  const index = await fetched(`${source}index.json`, { cache: "no-cache" });
  const address = (chunk) => `${source}${chunk.file}?${chunk.sha256.slice(0, 16)}`;
  const chunks = await Promise.all(index.chunks.map((chunk) => fetched(address(chunk))));
  const columns = {};
  const forms = chunks.flatMap((chunk) => chunk.form);
  for (const [name, values] of Object.entries(index.forms)) columns[name] = { values, at: Uint32Array.from(forms) };
  for (const name of Object.keys(chunks[0] ?? {}).filter((key) => key !== "form")) {
    columns[name] = joined(chunks.map((chunk) => chunk[name]), index.rows);
  }
  return { size: index.rows, names: index.names, columns };
};

const joined = (parts, size) => {
  const places = new Map();
  const place = (value) => {
    if (!places.has(value)) places.set(value, places.size);
    return places.get(value);
  };
  const at = new Uint32Array(size);
  let row = 0;
  for (const part of parts) {
    const own = Array.isArray(part) ? null : part.values.map(place);
    for (const item of own ? part.at : part) {
      at[row] = own ? own[item] : place(item);
      row += 1;
    }
  }
  return { values: [...places.keys()], at };
};

let table;
const value = (row, column) => table.columns[column].values[table.columns[column].at[row]];
const place = (column, id) => table.names[column][id][english ? 1 : 0];
const id = (row) => `${value(row, "statement_id")}#indicator-${value(row, "order")}`;

// --- Filters: a value of a column either passes or does not; a row passes where all of its values do. --------------

const passing = (column, test) => {
  const { values, at } = table.columns[column];
  const passes = Uint8Array.from(values, test);
  return (row) => passes[at[row]];
};

const counted = (severities) => {
  const tests = severities.map((severity) => passing(SEVERITIES[severity], (count) => count > 0));
  return (row) => tests.some((test) => test(row));
};

const searches = new Map();
const containing = (word) => {
  const tests = SEARCHED.map((column) => {
    if (!searches.has(column)) searches.set(column, table.columns[column].values.map(folded));
    const prepared = searches.get(column);
    return passing(column, (_, index) => prepared[index].includes(word));
  });
  return (row) => tests.some((test) => test(row));
};

const filters = (chosen) => {
  const tests = [];
  for (const [name, wanted] of Object.entries(chosen)) {
    if (name === "text") {
      tests.push(...folded(wanted).split(/\s+/).filter(Boolean).map(containing));
    } else if (name === "finding") {
      const any = counted(wanted in SEVERITIES ? [wanted] : Object.keys(SEVERITIES));
      tests.push(wanted === "none" ? (row) => !any(row) : any);
    } else {
      tests.push(passing(name, (item) => String(item ?? "-") === wanted));
    }
  }
  return tests;
};

// --- Order: numbers before texts before nothing, whichever way; rows alike stay as published. ----------------------

const number = (text) => {
  const found = Number(text.replaceAll(",", "").replace(/%$/, ""));
  return text === "" || Number.isNaN(found) ? null : found;
};

const keyOf = (column) => {
  const options = [...(form.elements[column]?.options ?? [])].map((option) => option.value);
  return (item) => {
    if (column in table.names) return { number: null, text: place(column, item) };
    if (options.length) return { number: item === null ? null : options.indexOf(String(item)), text: "" };
    const text = String(item ?? "").trim();
    return { number: number(text), text };
  };
};

const compared = (a, b, sign) => {
  if (a.number !== null && b.number !== null) return sign * (a.number - b.number);
  if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
  if (!a.text || !b.text) return Number(!a.text) - Number(!b.text);
  return sign * collator.compare(a.text, b.text);
};

// An error weighs more than any number of doubts, a doubt more than any number of remarks.
const weight = (row) => Object.values(SEVERITIES).reduce((sum, column) => sum * 1000 + value(row, column), 0);

const ranks = (column, sign) => {
  if (column === "finding") return (row) => sign * weight(row);
  const { values, at } = table.columns[column];
  const keys = values.map(keyOf(column));
  const sorted = [...keys.keys()].sort((a, b) => compared(keys[a], keys[b], sign));
  const rank = new Uint32Array(values.length);
  sorted.forEach((item, index) => {
    const before = index && compared(keys[sorted[index - 1]], keys[item], sign) === 0;
    rank[item] = before ? rank[sorted[index - 1]] : index;
  });
  return (row) => rank[at[row]];
};

const orders = new Map();
const ordered = (sort) => {
  if (!orders.has(sort)) {
    const rows = Float64Array.from({ length: table.size }, (_, row) => row);
    if (sort) {
      const rank = ranks(sort.replace(/^-/, ""), sort.startsWith("-") ? -1 : 1);
      rows.forEach((row) => {
        rows[row] = rank(row) * table.size + row;
      });
      rows.sort();
    }
    orders.set(sort, Uint32Array.from(rows, (key) => key - Math.floor(key / table.size) * table.size));
  }
  return orders.get(sort);
};

const matching = ({ chosen, sort }) => {
  const tests = filters(chosen);
  return ordered(sort).filter((row) => tests.every((test) => test(row)));
};

// --- What is chosen: in the form's controls and in the address. ------------------------------------------------------

// "text" and not "q": Material opens its own search where an address has "q".
const controls = [...form.elements].filter((control) => control.name);
const state = { chosen: {}, sort: "", page: 1 };

const readAddress = () => {
  const asked = new URLSearchParams(location.search);
  form.reset();
  for (const control of controls) {
    const wanted = asked.get(control.name) ?? "";
    if (control.name === "department_id") offerDepartments();
    if (control.type === "search" || [...control.options].some((option) => option.value === wanted)) {
      control.value = wanted;
    }
  }
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
  const asked = new URLSearchParams(state.chosen);
  if (state.sort) asked.set("sort", state.sort);
  if (state.page > 1) asked.set("page", state.page);
  const query = asked.toString();
  history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
};

const options = (column, ids) =>
  ids.map((item) => new Option(place(column, item), item)).sort((a, b) => collator.compare(a.text, b.text));

const distinct = (column, wanted) => [...new Set(table.columns[column].values)].filter(wanted ?? (() => true));

// Only the departments of the chosen jurisdiction are offered; the chosen one stays where it may.
const offerDepartments = () => {
  const { jurisdiction_id: jurisdictions, department_id: departments } = form.elements;
  const before = departments.value;
  const groups = [...jurisdictions.options].filter((option) =>
    jurisdictions.value ? option.selected : option.value,
  );
  const offered = groups.map((option) => {
    const group = document.createElement("optgroup");
    group.label = option.text;
    group.append(...options("department_id", distinct("department_id", (item) => item.startsWith(`${option.value}/`))));
    return group;
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

const findings = (row) =>
  Object.entries(SEVERITIES)
    .filter(([, column]) => value(row, column))
    .map(([severity, column]) => {
      const label = `${named("finding", severity)} ${value(row, column)}`;
      return element("span", { className: `mz-severity mz-${severity}` }, label);
    });

const cell = (kind, ...content) => element("td", { className: kind }, ...content);

const small = (text) => element("small", { className: "mz-path" }, text);

const line = (row) => {
  const shown = (column) => printed(value(row, column));
  const name = value(row, "name_raw");
  const shownName = name?.trim() ? printed(name) : texts.blank;
  const department = value(row, "department_id");
  const departmentName = place("department_id", department);
  const formType = named("form_type", value(row, "form_type"));
  const levels = ["level1", "level2"].map((level) => named(level, value(row, level)));
  const achievement = value(row, "achievement");
  const heading = element(
    "th",
    { className: "mz-sticky", scope: "row" },
    small(levels.join(english ? " · " : "·")), // on telephones these stand in the place of their columns
    link(id(row).replace("#", "/#"), shownName),
    small(`${departmentName} ${value(row, "fiscal_year")} ${formType}`),
  );
  return element(
    "tr",
    "",
    heading,
    cell("mz-place mz-name", link(`${department}/`, departmentName)),
    cell("mz-place", String(value(row, "fiscal_year"))),
    cell("mz-place mz-name", ...(value(row, "project") ? [shown("project"), " "] : []), element("small", {}, formType)),
    ...levels.map((level) => cell("mz-place mz-name", level)),
    cell("", shown("target_raw")),
    cell("", shown("actual_raw")),
    cell("", element("span", { className: `mz-achievement mz-${achievement}` }, named("achievement", achievement))),
    cell("mz-number", shown("weight_raw")),
    cell("mz-number", shown("score_raw")),
    cell("", ...findings(row)),
  );
};

let found = [];

const sorting = () => {
  const column = state.sort.replace(/^-/, "");
  let said = "";
  for (const button of headings) {
    const heading = button.closest("th");
    heading.removeAttribute("aria-sort");
    if (button.dataset.column === column) {
      const order = state.sort.startsWith("-") ? "descending" : "ascending";
      heading.setAttribute("aria-sort", order);
      said = fill(texts[order], { column: button.textContent });
    }
  }
  return said;
};

const showPage = () => {
  const pages = Math.max(1, Math.ceil(found.length / ROWS_PER_PAGE));
  state.page = Math.min(state.page, pages);
  const first = (state.page - 1) * ROWS_PER_PAGE;
  const rows = [...found.subarray(first, first + ROWS_PER_PAGE)];
  body.replaceChildren(...rows.map(line));
  for (const text of explorer.querySelectorAll(".mz-page")) {
    text.textContent = fill(text.dataset.text, { page: state.page, pages });
  }
  for (const button of explorer.querySelectorAll("[data-step]")) {
    const atEnd = ["first", "back"].includes(button.dataset.step) ? state.page === 1 : state.page === pages;
    button.setAttribute("aria-disabled", atEnd); // and not disabled: the focus would be lost
  }
  const count = (amount) => amount.toLocaleString("en-US");
  status.textContent =
    fill(texts.found, { found: count(found.length), total: count(table.size) }) +
    (rows.length ? fill(texts.shown, { first: count(first + 1), last: count(first + rows.length) }) : "") +
    sorting();
};

const show = () => {
  found = matching(state);
  showPage();
};

const step = (button) => {
  if (button.getAttribute("aria-disabled") === "true") return;
  const last = Math.ceil(found.length / ROWS_PER_PAGE);
  const pages = { first: 1, back: state.page - 1, on: state.page + 1, last };
  state.page = pages[button.dataset.step];
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
  const derived = { indicator_id: id(row) };
  for (const name of PLACES) derived[name] = place(`${name}_id`, value(row, `${name}_id`));
  for (const name of CODES) derived[`${name}_name`] = named(name, value(row, name));
  for (const name of DECIMALS) derived[name] = value(row, name) && Number(value(row, name));
  return SAVED.map((column) => (column in derived ? derived[column] : value(row, column)));
};

// What somebody who is given the workbook alone must know of it.
const about = () => [
  [say("网址（含筛选条件）", "Address, with the filters"), location.href],
  [say("行数", "Rows"), found.length],
  [say("下载日期", "Saved on"), new Date().toLocaleDateString("sv-SE")],
  [say("发布单位", "Publisher"), texts.publisher],
  [say("许可", "Licence"), texts.licence],
];

const saveFound = async (kind) => {
  const before = status.textContent;
  status.textContent = texts.saving;
  try {
    const rows = [SAVED, ...[...found].map(saved)];
    const sheets = [[say("指标", "Indicators"), rows], [say("说明", "About"), about()]];
    const file = await (kind === "csv" ? csv(rows) : xlsx(sheets));
    save(file, `${texts.file}.${kind}`);
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
  form.addEventListener("input", (event) => {
    if (event.isComposing) return; // half a word of an input method
    if (event.target.name === "jurisdiction_id") offerDepartments();
    changed();
  });
  form.addEventListener("compositionend", changed);
  form.addEventListener("reset", () => {
    setTimeout(() => {
      offerDepartments();
      state.sort = "";
      changed();
    });
  });
  for (const button of headings) {
    button.addEventListener("click", () => {
      const { column } = button.dataset;
      state.sort = state.sort === column ? `-${column}` : column;
      state.page = 1;
      writeAddress();
      show();
    });
  }
  for (const button of explorer.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(button));
  for (const button of explorer.querySelectorAll("[data-save]")) {
    button.addEventListener("click", () => saveFound(button.dataset.save));
  }
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
  form.elements.jurisdiction_id.append(...options("jurisdiction_id", distinct("jurisdiction_id")));
  readAddress();
  listen();
  form.hidden = false;
  explorer.querySelector(".mz-results").hidden = false;
  show();
};

begin();
