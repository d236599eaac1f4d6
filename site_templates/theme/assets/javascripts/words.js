// What is read and typed: words to look for, numbers to sort by, texts with gaps. Knows no page.

// As people type it: full-width letters and digits are half-width ones, capitals small ones.
export const folded = (text) => (text ?? "").normalize("NFKC").toLowerCase();

export const typed = (text) => folded(text).split(/\s+/).filter(Boolean);

// Whether names, a line each, hold a word or its characters in order (文旅局 in 文化和旅游局): two of them say too little,
// and a name ends where its line ends.
export const inside = (word) => {
  const characters = /^\p{Script=Han}{3,}$/u.test(word) ? [...word] : [];
  const holds = (name) => {
    let at = -1;
    return characters.every((character) => (at = name.indexOf(character, at + 1)) >= 0);
  };
  return (names) => names.includes(word) || (characters.length > 0 && names.split("\n").some(holds));
};

// The names that stand there more than once.
export const repeated = (names) => {
  const seen = new Set();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
};

export const fill = (text, values, encode = String) => text.replace(/\{(\w+)\}/g, (_, name) => encode(values[name]));

// What a cell is sorted by: "1,234.5" and "95%" are numbers, a dash is none.
export const keyOf = (text) => {
  const found = Number(text.replaceAll(",", "").replace(/%$/, ""));
  return { text, number: text === "" || Number.isNaN(found) ? null : found };
};

const collator = new Intl.Collator("zh-CN", { numeric: true });
export const alphabetical = (a, b) => collator.compare(a, b);

// Numbers before texts before nothing, whichever way (sign -1: falling).
export const compared = (a, b, sign) => {
  if (a.number !== null && b.number !== null) return sign * (a.number - b.number);
  if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
  if (!a.text || !b.text) return Number(!a.text) - Number(!b.text);
  return sign * alphabetical(a.text, b.text);
};
