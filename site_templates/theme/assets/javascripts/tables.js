// Tables that sort by their headings and narrow down as one types. Without this script they are complete tables.
import { announcer, element, finder, say } from "./elements.js";
import { compared, folded, keyOf, typed } from "./words.js";

const ROWS_WORTH_A_FILTER = 15;

const keyIn = (row, column) => {
  const cell = row.cells[column];
  return keyOf((cell.querySelector("data[value]")?.value ?? cell.textContent).trim());
};

const sortable = (table, status) => {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    const sort = element("button", { type: "button", className: "mz-sort" }, ...heading.childNodes);
    heading.append(sort);
    sort.addEventListener("click", () => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      for (const other of headings) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const [body] = table.tBodies;
      const rows = [...body.rows].map((row) => [keyIn(row, column), row]);
      rows.sort(([a], [b]) => compared(a, b, falling ? -1 : 1));
      body.append(...rows.map(([, row]) => row));
      const order = falling ? say("从大到小", "descending") : say("从小到大", "ascending");
      status.textContent = `${sort.textContent.trim()} ${order}`;
    });
  });
};

const filterable = (table, status) => {
  const rows = [...table.tBodies[0].rows].map((row) => [folded(row.textContent), row]);
  if (rows.length < ROWS_WORTH_A_FILTER) return;
  const narrow = (asked) => {
    const words = typed(asked);
    for (const [text, row] of rows) row.hidden = !words.every((word) => text.includes(word));
    const shown = rows.filter(([, row]) => !row.hidden).length;
    status.textContent = say(`显示 ${shown} 行，共 ${rows.length} 行`, `${shown} of ${rows.length} rows shown`);
  };
  table.parentElement.before(finder(say("筛选本表：", "Filter this table: "), narrow));
};

for (const table of document.querySelectorAll("table.mz-sortable")) {
  if (!table.tHead || table.tBodies[0].rows.length < 2) continue;
  const status = announcer();
  table.parentElement.before(status);
  sortable(table, status);
  filterable(table, status);
}
