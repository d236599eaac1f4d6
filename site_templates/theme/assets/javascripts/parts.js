// Lists that are cut into pages: the rows of the pages that follow are taken into the table of the first, as asked for.
// Without this script links lead from page to page.
import { fetched, say } from "./elements.js";

// A page of the portal; its links lead where they led there.
export const opened = async (address) => {
  const page = new DOMParser().parseFromString(await fetched(address, {}, "text"), "text/html");
  for (const link of page.querySelectorAll("article a[href]")) link.href = new URL(link.getAttribute("href"), address);
  return page;
};

const LIST = ".table-scroll:has(+ .mz-parts)";
const pagesOf = (table) => table.closest(LIST)?.nextElementSibling;
export const following = (table) => pagesOf(table)?.querySelector("[rel=next]");

// Where rows are missing, how many are there.
export const loaded = (table) => {
  const [shown, total] = [table.tBodies[0].rows.length, pagesOf(table)?.dataset.total ?? 0];
  return shown < total ? say(`已载入 ${shown} 行，共 ${total} 行`, `${shown} of ${total} rows are loaded`) : "";
};

// The rows of the page that a link leads to, or of that and all that follow, with the link to what comes then.
const rowsFrom = async (link, all) => {
  const table = (await opened(link.href)).querySelector(`${LIST} table`);
  const [rows, next] = [[...table.tBodies[0].rows], following(table)];
  const rest = all && next ? await rowsFrom(next, true) : { rows: [], next };
  return { rows: [...rows, ...rest.rows], next: rest.next };
};

const extend = async (table, all) => {
  const link = following(table);
  link.rel = ""; // nobody else asks for the same rows
  const { rows, next } = await rowsFrom(link, all).finally(() => {
    link.rel = "next";
  });
  table.tBodies[0].append(...rows);
  link.replaceWith(next ?? "");
  table.dispatchEvent(new Event("mz-rows", { bubbles: true }));
};

export const complete = (table) => following(table) && extend(table, true);

// Offers the rows that are on other pages; not on these, each of which is one place in the list.
export const offer = (table) => {
  const pages = pagesOf(table);
  if (!following(table) || pages.querySelector("[rel=prev]")) return;
  const [told, buttons, links] = pages.children;
  buttons.addEventListener("click", async ({ target }) => {
    if (!following(table) || target === buttons) return;
    told.textContent = say("正在载入……", "Loading…");
    await extend(table, target === buttons.lastElementChild).catch(() => {
      [links.hidden, told.textContent] = [false, pages.dataset.failed];
    });
  });
  table.addEventListener("mz-rows", () => {
    told.textContent = loaded(table) || say("全部行都已载入", "All rows are loaded");
    if (!following(table) && buttons.contains(document.activeElement)) told.focus(); // the buttons go
    buttons.hidden = !following(table);
  });
  [buttons.hidden, links.hidden] = [false, true];
};
