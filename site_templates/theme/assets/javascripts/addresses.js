// The address of a row, a text, a form: beside its own link a button that copies it and, where the portal takes
// reports of mistakes, links that are filled in with it and with what is printed. Without this script the links are there.
import { copyText } from "./elements.js";
import { fill } from "./words.js";

const tools = document.getElementById("address-tools");
const [field, button, status] = ["input", "button", ".mz-status"].map((part) => tools.querySelector(part));
button.addEventListener("click", () => copyText(field, status));

const PLACES = "tr, section";
const LONGEST = 150; // characters that a report quotes: a Chinese one takes nine in an address
// What is printed there; of a goal its own words, not those of the rows below it; of a form its name.
const printed = (link) => {
  const place = link.closest(PLACES);
  const parts = place?.querySelectorAll(":not(.mz-level) > .mz-raw, .mz-blank") ?? document.querySelectorAll("h1");
  const own = [...parts].filter((part) => part.closest(PLACES) === place);
  return [...own.map((part) => part.textContent.trim()).join(" | ")].slice(0, LONGEST).join("");
};

let shown = null;
const show = (link) => {
  if (link === shown && tools.matches(":popover-open")) return;
  tools.hidePopover();
  (link.closest("h3, p") ?? link).after(tools); // so that the keyboard comes to it next
  const { origin, pathname, hash } = new URL(link.href);
  const told = { id: tools.dataset.id + hash, address: origin + pathname + hash, printed: printed(link) };
  [field.value, status.textContent] = [told.address, ""];
  for (const way of tools.querySelectorAll("a")) way.href = fill(way.dataset.pattern, told, encodeURIComponent);
  tools.showPopover({ source: link });
  shown = link;
};

let held = false; // what was opened by a click or the keyboard does not follow the mouse
const follow = (event) => {
  const [link, inside] = [event.target.closest("a.mz-self"), tools.contains(event.target)];
  if (link) show(link);
  else if (!inside) tools.hidePopover();
  if (event.type !== "click") return;
  held = Boolean(link) || inside;
  if (link && !link.hash) event.preventDefault(); // the form's own: it is open already
  if (link && event.detail === 0) setTimeout(() => button.focus()); // by keyboard: in, once the page has gone there
};
document.addEventListener("click", follow);
document.addEventListener("focusin", ({ target }) => target !== shown && !tools.contains(target) && tools.hidePopover());
let waiting = 0;
document.addEventListener("pointerover", (event) => {
  clearTimeout(waiting);
  const kept = held && tools.matches(":popover-open");
  if (event.pointerType === "mouse" && !kept) waiting = setTimeout(follow, 400, event);
});
