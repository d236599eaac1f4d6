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

const extend = async (table) => {
  const link = following(table);
  link.rel = ""; // nobody else asks for the same page
  const page = await opened(link.href).finally(() => {
    link.rel = "next";
  });
  const more = page.querySelector(`${LIST} table`);
  table.tBodies[0].append(...more.tBodies[0].rows);
  link.replaceWith(following(more) ?? "");
  table.dispatchEvent(new Event("mz-rows", { bubbles: true }));
};

export const complete = async (table) => {
  if (!following(table)) return;
  await extend(table);
  await complete(table);
};

// Offers the rows that are on other pages; not on these, each of which is one place in the list.
export const offer = (table) => {
  const pages = pagesOf(table);
  if (!following(table) || pages.querySelector("[rel=prev]")) return;
  const [told, buttons, links] = pages.children;
  [extend, complete].forEach((work, at) => {
    buttons.children[at].addEventListener("click", async () => {
      try {
        if (following(table)) await work(table);
      } catch {
        links.hidden = false;
        told.textContent = pages.dataset.failed;
      }
    });
  });
  table.addEventListener("mz-rows", () => {
    told.textContent = loaded(table) || say("全部行都已载入", "All rows are loaded");
    if (!following(table) && buttons.contains(document.activeElement)) told.focus(); // the buttons go
    buttons.hidden = !following(table);
  });
  [buttons.hidden, links.hidden] = [false, true];
};
