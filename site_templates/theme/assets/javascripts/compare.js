// Departments, projects, years and measures chosen for comparison. The tables hold all of them; the choice hides the rest,
// draws bars from the cells that stay, and stands in the address, so that a view can be sent to somebody else.
import { announcer, button, element, finder, save, say, shape } from "./elements.js";
import { csv } from "./spreadsheets.js";
import { folded, typed, wrapped } from "./words.js";

const place = document.getElementById("comparison");
const SHOWN_FIRST = ["execution_rate", "targets_met_share", "total_score", "targets", "targets_weaker", "errors"];
const CHARTS = 3; // where no measure is chosen, the first of these that the group has

// --- What there is: groups of rows that can be compared, each with its measures by column. -------------------------

const groups = [...place.querySelectorAll(".mz-group")].map((section) => {
  const headings = [...section.querySelectorAll("[data-measure]")];
  return {
    section,
    ...section.dataset, // year, formType
    title: section.querySelector("h3").textContent.replace(/#$/, "").trim(),
    columns: headings.map((heading) => {
      const { measure, unit } = heading.dataset;
      return { heading, index: heading.cellIndex, measure, unit, name: heading.textContent.trim() };
    }),
    rows: [...section.querySelectorAll("[data-department], [data-project]")].map((row) => ({
      row,
      id: row.dataset.department ?? row.dataset.project,
      kind: row.dataset.department ? "departments" : "projects",
      name: row.cells[0].querySelector("a").textContent,
      belongs: row.cells[0].querySelector("small").textContent, // of a project "department · jurisdiction"
      address: row.cells[0].querySelector("a").href,
    })),
  };
});

const distinct = (pairs) => [...new Map(pairs)];
const broadest = [...groups].sort((a, b) => b.columns.length - a.columns.length);
const rowsOf = (kind) => {
  const whose = ({ belongs }, year) => (kind === "projects" ? `${belongs.split(" · ")[0]} · ${year}` : belongs);
  const own = groups.flatMap(({ rows, year }) => rows.filter((row) => row.kind === kind).map((row) => [row, year]));
  own.sort(([a], [b]) => (a.id < b.id ? -1 : 1));
  return distinct(own.map(([row, year]) => [row.id, `${row.name} · ${whose(row, year)}`]));
};
const choices = {
  years: distinct(groups.map(({ year }) => [year, year])),
  measures: distinct(broadest.flatMap(({ columns }) => columns.map(({ measure, name }) => [measure, name]))),
  departments: rowsOf("departments"),
  projects: rowsOf("projects"),
};

// --- The choice: boxes, and the same in the address. Nothing chosen means all. -------------------------------------

const boxes = {};
const fieldset = (kind, title, find) => {
  boxes[kind] = choices[kind].map(([value, text]) => {
    const box = element("input", { type: "checkbox", value });
    return { box, text: folded(text), label: element("label", {}, box, ` ${text}`) };
  });
  const list = element("div", { className: "mz-choices" }, ...boxes[kind].map(({ label }) => label));
  const search = find ? [finder(find, (asked) => narrow(kind, asked))] : [];
  return element("fieldset", {}, element("legend", { textContent: title }), ...search, list);
};
const chosen = (kind) => new Set(boxes[kind].filter(({ box }) => box.checked).map(({ box }) => box.value));

const fromAddress = () => {
  const asked = new URLSearchParams(location.search);
  for (const kind of Object.keys(boxes)) {
    const values = new Set((asked.get(kind) ?? "").split(","));
    for (const { box } of boxes[kind]) box.checked = values.has(box.value);
  }
};
const toAddress = () => {
  const parts = Object.keys(boxes)
    .map((kind) => [kind, [...chosen(kind)].join(",")])
    .filter(([, values]) => values);
  // The ids are plain ASCII with slashes, which may stand in a query as they are: the address stays readable.
  const query = parts.map(([kind, values]) => `${kind}=${values}`).join("&");
  history.replaceState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
};

const form = element("form", { className: "mz-choice", autocomplete: "off" });
const status = announcer();
const narrow = (kind, asked) => {
  const words = typed(asked);
  for (const { box, text, label } of boxes[kind]) {
    label.hidden = !box.checked && !words.every((word) => text.includes(word));
  }
};
const showAll = () => {
  for (const { box } of Object.values(boxes).flat()) box.checked = false;
  for (const find of form.querySelectorAll("[type=search]")) {
    find.value = "";
    find.dispatchEvent(new Event("input"));
  }
  apply();
};
const nothing = element("p", { hidden: true }, button(say("全部显示", "Show all"), showAll));
form.append(
  element("p", { textContent: place.dataset.form }),
  fieldset("years", say("年度", "Years")),
  fieldset("measures", say("比较内容", "Measures")),
  fieldset("departments", say("部门", "Departments"), say("找部门：", "Find a department: ")),
  fieldset("projects", say("项目", "Projects"), say("找项目：", "Find a project: ")),
  element(
    "p",
    { className: "mz-actions" },
    button(say("全部显示", "Show all"), showAll),
    button(say("下载所选数据（CSV）", "Download the chosen view (CSV)"), () => save(csv(grid()), `${fileName()}.csv`)),
  ),
  status,
  nothing,
);
place.prepend(form);

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
  shown.forEach(({ section, rows, columns }, at) => {
    const [kept, visible] = [new Set(rows.map(({ row }) => row)), new Set(columns.map(({ index }) => index))];
    section.hidden = !rows.length || !columns.length;
    for (const { row } of groups[at].rows) {
      row.classList.toggle("mz-unchosen", !kept.has(row)); // the table's own filter hides rows by itself
      for (const { index } of groups[at].columns) row.cells[index].hidden = !visible.has(index);
    }
    for (const { heading, index } of groups[at].columns) heading.hidden = !visible.has(index);
  });
  for (const part of place.querySelectorAll(".mz-comparable")) part.hidden = !part.querySelector(".mz-group:not([hidden])");
  draw(shown);
  const full = shown.filter(({ rows, columns }) => rows.length && columns.length);
  status.textContent = full.length ? summary(full) : reason(shown);
  nothing.hidden = Boolean(full.length);
};

const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const summary = (full) => {
  const of = (kind) => new Set(full.flatMap(({ rows }) => rows.filter((row) => row.kind === kind).map(({ id }) => id))).size;
  const [departments, projects] = [of("departments"), of("projects")];
  const counted = [
    departments && say(`${departments} 个部门`, plural(departments, "department")),
    projects && say(`${projects} 个项目`, plural(projects, "project")),
  ].filter(Boolean).join(say("、", " and "));
  return (
    say(`显示 ${counted}，分 ${full.length} 组。`, `${counted} in ${plural(full.length, "group")}. `) +
    (full.length > 1
      ? say(
          "各组的表单类型、年度或评分规则不同，分值和口径不一样，所以分开列，不排名。",
          "The groups differ in form type, year or scoring profile, and so in weights and scope: they stand apart and are not ranked.",
        )
      : "") +
    (departments + projects > 1 && full.every(({ rows }) => rows.length === 1)
      ? say("所选的没有两个在同一组，只能并列看，不能比高低。", " No two of those chosen share a group.")
      : "")
  );
};

// Why nothing is shown: no form of that year, or forms that do not have the figure.
const reason = (shown) => {
  const wanted = choices.measures.filter(([measure]) => chosen("measures").has(measure)).map(([, name]) => name);
  return shown.some(({ rows }) => rows.length)
    ? say(
        `所选部门、项目和年度的表单没有印“${wanted.join("、")}”，或因有错误待说明而不计入，所以没有可以显示的数。`,
        `The forms of this choice do not print “${wanted.join(", ")}”, or errors keep it out, so there is nothing to show.`,
      )
    : say(
        "所选部门、项目在所选年度没有可以比较的表单。",
        "The chosen departments and projects have no form to compare in the chosen years.",
      );
};

// One row a figure, with the names that rollups.csv has for the same things.
const HEADER = [
  "group", "fiscal_year", "form_type", "department_id", "department", "statement_id", "project",
  "measure", "value", "unit", "forms_counted", "forms_total", "page_url",
];
const grid = () => [HEADER, ...view().flatMap((group) => group.rows.flatMap((line) => group.columns.map(figure(group, line))))];
const figure = ({ title, year, formType }, { row, id, kind, name, belongs, address }) => ({ measure, unit, index }) => {
  const { counted = "", total = "" } = row.cells[index].dataset;
  const project = [id.split("/", 2).join("/"), belongs.split(" · ")[0], id, name];
  const whose = kind === "departments" ? [id, name, "", ""] : project;
  return [title, year, formType, ...whose, measure, value(row, index), unit, counted, total, address];
};
const fileName = () => {
  const day = new Date().toLocaleDateString("sv"); // ISO 8601 by the reader's own clock
  return ["compare", ...chosen("years"), ...[...chosen("measures")].slice(0, 3), day].join("-");
};

// --- Bars, drawn like those of the portal's own charts. -------------------------------------------------------------

const [LINE, BAR, FULL] = [20, 18, 76];
const draw = (shown) => {
  const measures = chosen("measures");
  for (const group of shown) {
    for (const old of group.section.querySelectorAll("figure")) old.remove();
    if (!chosenRows().size && !measures.size) continue;
    const preferred = SHOWN_FIRST.flatMap((id) => group.columns.filter(({ measure }) => measure === id));
    const drawn = (measures.size ? group.columns : preferred.slice(0, CHARTS)).filter(
      ({ index }) => group.rows.filter(({ row }) => value(row, index) !== "").length > 1, // one compares with nothing
    );
    group.section.append(...drawn.map((column) => chart(group, column)));
  }
};

const chart = ({ rows, title }, { name, index }) => {
  const numbers = rows.map(({ row }) => value(row, index));
  const known = numbers.filter((number) => number !== "").length;
  const longest = Math.max(...numbers.map(Number), Number.MIN_VALUE);
  const [zh, en] = rows[0].kind === "departments" ? ["部门", "departments"] : ["项目", "projects"];
  const sentence = say(
    `${rows.length} 个${zh}中 ${known} 个有此数。次序同表格，不是名次。`,
    `${known} of ${rows.length} ${en} have this figure. They stand in the order of the table, not of merit.`,
  );
  const labels = rows.map(({ name: label }) => wrapped(label, place.clientWidth));
  const above = LINE * Math.max(...labels.map((lines) => lines.length));
  const high = above + BAR + 14;
  const svg = shape("svg", { class: "mz-chart", width: "100%", height: high * rows.length, role: "img", "font-size": 13 });
  svg.setAttribute("aria-label", `${name}${say("：", ": ")}${sentence}`);
  rows.forEach(({ row }, at) => {
    const length = (Number(numbers[at]) / longest) * FULL;
    const text = numbers[at] === "" ? "—" : row.cells[index].querySelector("data").textContent;
    const unit = row.cells[index].querySelector("data ~ small")?.textContent ?? "";
    const top = at * high + above;
    const lines = labels[at];
    svg.append(
      ...lines.map((line, n) => shape("text", { y: top - LINE * (lines.length - n) + 14 }, line)),
      shape("rect", { class: "mz-a", y: top, width: `${length}%`, height: BAR }),
      shape("text", { class: "mz-amount", x: `${length}%`, dx: 6, y: top + 14 }, `${text} ${unit}`.trim()),
    );
  });
  const heading = element("h4", { textContent: `${name}${say("（", " (")}${title}${say("）", ")")}` });
  const caption = element("figcaption", {}, heading, element("p", { className: "mz-sentence", textContent: sentence }));
  return element("figure", { className: "chart" }, caption, svg);
};

form.addEventListener("change", apply);
place.addEventListener("click", ({ target }) => target.closest(".mz-sort") && location.search && apply());
form.addEventListener("submit", (event) => event.preventDefault());
new ResizeObserver(() => location.search && draw(view())).observe(place.querySelector("form"));
fromAddress();
if (location.search) apply();
