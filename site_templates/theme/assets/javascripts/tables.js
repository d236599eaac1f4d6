// Tables that sort by their headings and narrow down as one types. Without this script they are complete tables.
import { announcer, element, finder, say } from "./elements.js";
import { loaded, offer } from "./parts.js";
import { compared, folded, keyOf, typed } from "./words.js";

const ROWS_WORTH_A_FILTER = 15;

// What is said of a table's rows holds for those that are loaded.
const tell = (status, text, table) => {
  status.textContent = [text, loaded(table)].filter(Boolean).join(say("；", "; "));
};

// What a row is sorted by in a column: its figure; of a count out of another one the share, none of none being no share.
const keyIn = (cell) => {
  const figures = [...cell.querySelectorAll("data[value]")].map((figure) => figure.value);
  if (!("share" in cell.dataset)) return keyOf((figures[0] ?? cell.textContent).trim());
  const [part, whole] = figures.map(Number);
  return keyOf(whole ? String(part / whole) : "");
};

const sort = (table) => {
  const heading = table.tHead.querySelector("[aria-sort]");
  if (!heading) return;
  const rows = [...table.tBodies[0].rows].map((row) => [keyIn(row.cells[heading.cellIndex]), row]);
  rows.sort(([a], [b]) => compared(a, b, heading.getAttribute("aria-sort") === "ascending" ? 1 : -1));
  table.tBodies[0].append(...rows.map(([, row]) => row));
};

export const sortable = (table, status) => {
  const headings = [...table.tHead.rows[0].cells];
  for (const heading of headings) {
    const pressed = element("button", { type: "button", className: "mz-sort" }, ...heading.childNodes);
    heading.append(pressed);
    pressed.addEventListener("click", () => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      sort(table);
      tell(status, `${pressed.textContent.trim()} ${falling ? say("从大到小", "descending") : say("从小到大", "ascending")}`, table);
    });
  }
};

const filterable = (table, status) => {
  const [{ rows }] = table.tBodies;
  if (rows.length < ROWS_WORTH_A_FILTER) return;
  let texts = new Map();
  const narrow = (asked) => {
    if (texts.size < rows.length) texts = new Map([...rows].map((row) => [row, folded(row.textContent)]));
    const words = typed(asked);
    for (const [row, text] of texts) row.hidden = !words.every((word) => text.includes(word));
    const shown = [...rows].filter((row) => !row.hidden).length;
    tell(status, say(`显示 ${shown} 行，共 ${rows.length} 行`, `${shown} of ${rows.length} rows shown`), table);
  };
  const field = finder(say("筛选本表：", "Filter this table: "), narrow);
  table.addEventListener("mz-rows", () => field.lastChild.value && narrow(field.lastChild.value));
  table.parentElement.before(field);
};

export const enhance = (table) => {
  if (!table.tHead || table.tBodies[0].rows.length < 2) return;
  const status = announcer();
  table.parentElement.before(status);
  sortable(table, status);
  filterable(table, status);
  table.addEventListener("mz-rows", () => sort(table));
  offer(table);
};

for (const table of document.querySelectorAll("table.mz-sortable")) enhance(table);
