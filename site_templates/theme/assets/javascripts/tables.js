// Tables that sort by their headings and narrow down as one types. Without this script they are complete tables.
"use strict";

(() => {
  const english = document.documentElement.lang.startsWith("en");
  const say = (zh, en) => (english ? en : zh);
  const collator = new Intl.Collator("zh-CN", { numeric: true });
  const ROWS_WORTH_A_FILTER = 15;

  const key = (row, column) => {
    const cell = row.cells[column];
    const exact = cell.querySelector("data[value]");
    const text = (exact ? exact.value : cell.textContent).trim();
    const number = Number(text.replaceAll(",", "").replace(/%$/, ""));
    return { text, number: text === "" || Number.isNaN(number) ? null : number };
  };

  // Numbers before text, whichever way the column is sorted: a dash is no figure.
  const compare = (a, b, falling) => {
    const sign = falling ? -1 : 1;
    if (a.number !== null && b.number !== null) return sign * (a.number - b.number);
    if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
    return sign * collator.compare(a.text, b.text);
  };

  const sortable = (table, status) => {
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "mz-sort";
      button.append(...heading.childNodes);
      heading.append(button);
      button.addEventListener("click", () => {
        const falling = heading.getAttribute("aria-sort") === "ascending";
        for (const other of headings) other.removeAttribute("aria-sort");
        heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [key(row, column), row]);
        rows.sort(([a], [b]) => compare(a, b, falling));
        body.append(...rows.map(([, row]) => row));
        const order = falling ? say("从大到小", "descending") : say("从小到大", "ascending");
        status.textContent = `${button.textContent.trim()} ${order}`;
      });
    });
  };

  const filterable = (table, status) => {
    const rows = [...table.tBodies[0].rows].map((row) => [row.textContent.toLowerCase(), row]);
    if (rows.length < ROWS_WORTH_A_FILTER) return;
    const label = document.createElement("label");
    label.className = "mz-filter";
    const input = document.createElement("input");
    input.type = "search";
    label.append(say("筛选本表：", "Filter this table: "), input);
    table.parentElement.before(label);
    input.addEventListener("input", () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [text, row] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      status.textContent = say(`显示 ${shown} 行，共 ${rows.length} 行`, `${shown} of ${rows.length} rows shown`);
    });
  };

  for (const table of document.querySelectorAll("table.mz-sortable")) {
    if (!table.tHead || table.tBodies[0].rows.length < 2) continue;
    const status = document.createElement("p");
    status.className = "mz-status";
    status.setAttribute("role", "status");
    table.parentElement.before(status);
    sortable(table, status);
    filterable(table, status);
  }
})();
