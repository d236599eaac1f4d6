// The lists of departments narrow down as one types, by the names that the search knows too: in both languages, short
// names, characters in order (文旅局 in 文化和旅游局). Without this script they are complete lists.
import { announcer, finder } from "./elements.js";
import { fill, folded, inside, typed } from "./words.js";

const picker = document.getElementById("picker");
const items = [...picker.querySelectorAll("section")].flatMap((section) => {
  const place = section.querySelector("h3").textContent;
  return [...section.querySelectorAll("li")].map((item) => [folded(`${place}\n${item.dataset.names}`), item]);
});

const narrow = (asked) => {
  const words = typed(asked).map(inside);
  for (const [names, item] of items) item.hidden = !words.every((found) => found(names));
  const shown = items.filter(([, item]) => !item.hidden).length;
  status.textContent = fill(picker.dataset.count, { shown, all: items.length });
};

const status = announcer();
const field = finder(`${picker.dataset.label} `, narrow);
picker.prepend(field, status);
const { value: kept } = field.querySelector("input");
if (kept) narrow(kept); // what the browser kept when one comes back
