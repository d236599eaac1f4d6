// Departments, years and measures chosen for comparison. The tables hold all of them; the choice hides the rest, draws
// bars from the cells that stay, and stands in the address, so that a view can be sent to somebody else.
import { csv } from "./spreadsheets.js";

const english = document.documentElement.lang.startsWith("en");
const say = (zh, en) => (english ? en : zh);
const place = document.getElementById("comparison");
const SHOWN_FIRST = ["execution_rate", "targets_met_share", "total_score", "targets", "errors"];
const CHARTS = 3; // where no measure is chosen, the first of these that the group has

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

// --- What there is: groups of rows that can be compared, each with its measures by column. -------------------------

const groups = [...place.querySelectorAll(".mz-group")].map((section) => {
  const headings = [...section.querySelectorAll("[data-measure]")];
  return {
    section,
    year: section.dataset.year,
    title: section.querySelector("h3").textContent.replace(/#$/, "").trim(),
    columns: headings.map((heading) => ({
      heading,
      index: heading.cellIndex,
      measure: heading.dataset.measure,
      name: heading.textContent.trim(),
    })),
    rows: [...section.querySelectorAll("[data-department]")].map((row) => ({
      row,
      id: row.dataset.department,
      name: row.cells[0].querySelector("a").textContent,
      jurisdiction: row.cells[0].querySelector("small").textContent,
    })),
  };
});

const distinct = (pairs) => [...new Map(pairs)];
const byColumns = (a, b) => b.columns.length - a.columns.length;
const choices = {
  years: distinct(groups.map(({ year }) => [year, year])),
  measures: distinct([...groups].sort(byColumns).flatMap(({ columns }) => columns.map(({ measure, name }) => [measure, name]))),
  departments: distinct(
    groups
      .flatMap(({ rows }) => rows)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, name, jurisdiction }) => [id, `${name} · ${jurisdiction}`]),
  ),
};
const titles = {
  years: say("年度", "Years"),
  measures: say("项目", "Measures"),
  departments: say("部门", "Departments"),
};

// --- The choice: boxes, and the same in the address. Nothing chosen means all. -------------------------------------

const boxes = {};
const fieldset = (kind) => {
  boxes[kind] = choices[kind].map(([value, text]) => {
    const box = element("input", { type: "checkbox", value });
    return { box, text: text.toLowerCase(), label: element("label", {}, box, ` ${text}`) };
  });
  const list = element("div", { className: "mz-choices" }, ...boxes[kind].map(({ label }) => label));
  return element("fieldset", {}, element("legend", { textContent: titles[kind] }), list);
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
const status = element("p", { className: "mz-status" });
status.setAttribute("role", "status");
const find = element("input", { type: "search" });
const departments = fieldset("departments");
departments.querySelector("legend").after(
  element("label", { className: "mz-filter" }, say("找部门：", "Find: "), find),
);
const button = (text, work) => {
  const made = element("button", { type: "button", className: "mz-button", textContent: text });
  made.addEventListener("click", work);
  return made;
};
form.append(
  element("p", { textContent: place.dataset.form }),
  fieldset("years"),
  fieldset("measures"),
  departments,
  element(
    "p",
    { className: "mz-actions" },
    button(say("全部显示", "Show all"), () => {
      for (const { box } of Object.values(boxes).flat()) box.checked = false;
      find.value = "";
      narrow();
      apply();
    }),
    button(say("下载所选数据（CSV）", "Download the chosen view (CSV)"), () => {
      const link = element("a", { href: URL.createObjectURL(csv(grid())), download: "compare.csv" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    }),
  ),
  status,
);
place.prepend(form);

const narrow = () => {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const { box, text, label } of boxes.departments) {
    label.hidden = !box.checked && !words.every((word) => text.includes(word));
  }
};

// --- What is shown. -----------------------------------------------------------------------------------------------

const value = (row, index) => row.cells[index].querySelector("data")?.value ?? "";
const view = () => {
  const [years, measures, ids] = ["years", "measures", "departments"].map(chosen);
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
  const [measures, ids] = [chosen("measures"), chosen("departments")];
  const shown = view();
  shown.forEach(({ section, rows, columns }, at) => {
    const [kept, visible] = [new Set(rows.map(({ row }) => row)), new Set(columns.map(({ index }) => index))];
    section.hidden = !rows.length || !columns.length;
    for (const { row } of groups[at].rows) {
      row.classList.toggle("mz-unchosen", !kept.has(row)); // the table's own filter hides rows by itself
      for (const { index } of groups[at].columns) row.cells[index].hidden = !visible.has(index);
    }
    for (const { heading, index } of groups[at].columns) heading.hidden = !visible.has(index);
    for (const old of section.querySelectorAll("figure")) old.remove();
    if (ids.size) section.append(...drawn(shown[at], measures));
  });
  const full = shown.filter(({ rows, columns }) => rows.length && columns.length);
  const count = new Set(full.flatMap(({ rows }) => rows.map(({ id }) => id))).size;
  status.textContent =
    say(`显示 ${count} 个部门，分 ${full.length} 组。`, `${count} departments in ${full.length} groups. `) +
    (full.length > 1
      ? say(
          "各组的表单类型、年度或评分规则不同，分值和口径不一样，所以分开列，不排名。",
          "The groups differ in form type, year or scoring profile, and so in weights and scope: they stand apart and are not ranked.",
        )
      : "") +
    (count > 1 && full.every(({ rows }) => rows.length === 1)
      ? say("没有两个所选部门在同一组，只能并列看，不能比高低。", " No two of them share a group.")
      : "");
};

const grid = () => {
  const shown = view().filter(({ rows }) => rows.length);
  const measures = choices.measures.map(([measure]) => measure);
  const used = measures.filter((measure) => shown.some(({ columns }) => columns.some((c) => c.measure === measure)));
  const rows = shown.flatMap(({ title, rows: own, columns }) =>
    own.map(({ row, id, name, jurisdiction }) => [
      title, id, name, jurisdiction,
      ...used.map((measure) => {
        const column = columns.find((c) => c.measure === measure);
        return column ? value(row, column.index) : "";
      }),
    ]),
  );
  return [["group", "department_id", "department", "jurisdiction", ...used], ...rows];
};

// --- Bars, drawn like those of the portal's own charts. -------------------------------------------------------------

const [LINE, BAR, FULL] = [20, 18, 76];
const NARROW = 288; // pixels on the narrowest screen
const width = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 13 : 7), 0);
const wrapped = (text) => {
  const lines = [""];
  for (const part of text.match(/[^\u2e80-\uffff\s]+\s*|[\u2e80-\uffff]\s*|\s+/g) ?? []) {
    if (lines.at(-1) && width(lines.at(-1) + part.trimEnd()) > NARROW) lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines;
};
const shape = (name, attributes, text = "") => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, content] of Object.entries(attributes)) made.setAttribute(key, content);
  made.textContent = text;
  return made;
};

const drawn = (group, measures) => {
  if (group.rows.length < 2) return []; // one department compares with nothing
  const preferred = SHOWN_FIRST.flatMap((id) => group.columns.filter(({ measure }) => measure === id));
  return (measures.size ? group.columns : preferred.slice(0, CHARTS)).map((column) => chart(group, column));
};

const chart = ({ rows, title }, { name, index }) => {
  const numbers = rows.map(({ row }) => value(row, index));
  const known = numbers.filter((number) => number !== "").length;
  const longest = Math.max(...numbers.map(Number), Number.MIN_VALUE);
  const sentence = say(
    `${rows.length} 个部门中 ${known} 个有此数。次序同表格，不是名次。`,
    `${known} of ${rows.length} departments have this figure. They stand in the order of the table, not of merit.`,
  );
  const labels = rows.map(({ name: department }) => wrapped(department));
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
find.addEventListener("input", narrow);
fromAddress();
if (location.search) apply();
