// A mark in a form opens its finding in a row below the one it stands in, and closes it again; the finding's own page,
// where the mark leads without this script, is one link farther.
import { button, element, say } from "./elements.js";
import { opened } from "./parts.js";

const pages = new Map(); // by address: a page may tell several findings
const pageAt = (address) => {
  if (!pages.has(address)) pages.set(address, opened(address));
  return pages.get(address);
};

// What a page tells of a finding in few words: its title, its sentence, its figures.
const toldAt = async (link) => {
  const { hash, href } = link;
  const page = await pageAt(href.slice(0, href.length - hash.length));
  const whole = hash ? page.getElementById(decodeURIComponent(hash.slice(1))) : page.querySelector(".mz-finding-page");
  const title = element("a", { href }, whole.querySelector("h1, h3").textContent.trim());
  const sentence = whole.querySelector("h1, h3").nextElementSibling.textContent.trim();
  const facts = whole.querySelector(".mz-facts");
  return [element("p", {}, element("strong", {}, title)), element("p", {}, sentence), ...(facts ? [document.importNode(facts, true)] : [])];
};

const openBelow = (mark, told) => {
  const row = mark.closest("tr");
  const width = [...row.cells].reduce((sum, { colSpan }) => sum + colSpan, 0);
  const shut = () => {
    below.remove();
    mark.setAttribute("aria-expanded", "false");
  };
  const close = button(say("收起", "Close"), () => {
    shut();
    mark.focus();
  });
  const below = element("tr", { className: "mz-opened" }, element("td", { colSpan: width, className: "mz-wide" }, ...told, close));
  mark.setAttribute("aria-expanded", "true");
  row.after(below);
  below.scrollIntoView({ block: "nearest" }); // on a telephone it may lie below the screen
  return shut;
};

const shutters = new Map();
for (const mark of document.querySelectorAll(".mz-form .mz-mark:not(.mz-restated)")) {
  mark.setAttribute("aria-expanded", "false");
  mark.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (mark.getAttribute("aria-expanded") === "true") {
      shutters.get(mark)();
      return;
    }
    try {
      shutters.set(mark, openBelow(mark, await toldAt(mark)));
    } catch {
      location.assign(mark.href);
    }
  });
}
