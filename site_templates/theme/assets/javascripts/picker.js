// The lists of departments narrow down as one types, by the names that the search knows too: in both languages, short
// names, characters in order (文旅局 in 文化和旅游局). Without this script they are complete lists.
const picker = document.getElementById("picker");
const folded = (text) => text.normalize("NFKC").toLowerCase();
const places = [...picker.querySelectorAll("section")].map((section) => ({
  section,
  name: folded(section.querySelector("h3").textContent),
  items: [...section.querySelectorAll("li")].map((item) => [folded(item.dataset.names), item]),
}));
const all = places.reduce((sum, { items }) => sum + items.length, 0);

const label = document.createElement("label");
label.className = "mz-filter";
const input = document.createElement("input");
input.type = "search";
input.autocomplete = "off";
label.append(picker.dataset.label, " ", input);
const status = document.createElement("p");
status.className = "mz-status";
status.setAttribute("role", "status");
picker.prepend(label, status);

// Two characters in order say too little; a name ends where its line ends, which no dot passes.
const inside = (word) => {
  const pattern = /^\p{Script=Han}{3,}$/u.test(word) ? new RegExp([...word].join(".*")) : null;
  return (names) => names.includes(word) || Boolean(pattern?.test(names));
};

const narrow = () => {
  const words = folded(input.value).split(/\s+/).filter(Boolean).map(inside);
  let shown = 0;
  for (const { section, name, items } of places) {
    let own = 0;
    for (const [text, item] of items) {
      item.hidden = !words.every((found) => found(text) || found(name));
      if (!item.hidden) own += 1;
    }
    section.hidden = own === 0;
    shown += own;
  }
  status.textContent = picker.dataset.count.replace("{shown}", shown).replace("{all}", all);
};

input.addEventListener("input", narrow);
if (input.value) narrow(); // what the browser kept when one comes back
