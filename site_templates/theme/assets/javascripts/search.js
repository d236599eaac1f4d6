// The search behind Material's search box, as a worker of its own: what was typed is looked for anywhere in names, words
// and rows, so that parts of Chinese words are found. The index is described in build_scripts/pages/search.py, the messages in
// Material's integrations/search/worker. An exact name comes first, then names that end or begin with what was typed,
// then names that hold its characters in order (交通局 in 交通运输局). Latin letters and digits are never cut.
// Texts are escaped HTML in the index and in the answers, for Material sets them as markup.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const NAME = { exact: 100, end: 70, start: 66, inside: 50 };
const ROW = { exact: 80, end: 42, start: 44, inside: 40 };
const WORD = { exact: 50, end: 48, start: 48, inside: 46 };
const IN_ORDER = 46; // less what stands between
const TEXT = 10;
const ROWS_SHOWN = 3; // more are folded away
const ROWS_LISTED = 20;
const OF_A_KIND = 5; // so many of one kind stand together before those of another kind

const folded = (text) => text.normalize("NFKC").toLowerCase();

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);
const ESCAPES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const plain = (value) => {
  if (typeof value === "string") return value.replace(/&(?:amp|lt|gt);/g, (sign) => ESCAPES[sign]);
  if (Array.isArray(value)) return value.map(plain);
  return value && typeof value === "object"
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
    : value;
};

let pages = [];
const setUp = ({ docs }) => {
  pages = docs.map(plain).map((doc) => ({
    doc,
    names: doc.names.map(folded),
    words: doc.words.map(folded),
    rows: doc.rows.map(([, text]) => folded(text)),
    rest: folded([doc.title, doc.text, ...doc.rows.map(([, , text]) => text ?? "")].join("\n")),
  }));
};

// How well a text answers a term: better where it is the term, begins or ends with it, and holds little else.
const fit = (text, term, worth) => {
  const at = text.indexOf(term);
  if (at < 0) return 0;
  if (text === term) return worth.exact;
  const spare = Math.min(text.length - term.length, 40) / 10;
  if (text.endsWith(term)) return worth.end - spare;
  return (at === 0 ? worth.start : worth.inside) - spare;
};
const best = (texts, term, worth) => texts.reduce((most, text) => Math.max(most, fit(text, term, worth)), 0);

// How well a name answers a short form of it; two characters in order say too little.
const CHINESE = /^\p{Script=Han}+$/u;
const ordered = (names, term) => {
  if (term.length < 3 || !CHINESE.test(term)) return 0;
  const pattern = new RegExp([...term].join(".*?"), "u");
  return names.reduce((most, name) => {
    const found = pattern.exec(name);
    return found ? Math.max(most, IN_ORDER - Math.min(found[0].length - term.length, 40)) : most;
  }, 0);
};

const scored = (page, term) =>
  Math.max(
    best(page.names, term, NAME),
    ordered(page.names, term),
    best(page.rows, term, ROW),
    best(page.words, term, WORD),
    page.rest.includes(term) ? TEXT : 0,
  );

// Every one of the terms must be found, and half of the parts.
const search = (terms, parts = []) => {
  const all = [...terms, ...parts];
  const hits = [];
  for (const page of pages) {
    const scores = all.map((term) => scored(page, term));
    if (!scores.slice(0, terms.length).every(Boolean)) continue;
    if (scores.slice(terms.length).filter(Boolean).length < parts.length / 2) continue;
    hits.push({ page, score: scores.reduce((sum, own) => sum + own, 0) / all.length + page.doc.bonus });
  }
  return hits.sort((a, b) => b.score - a.score);
};

const pairs = (term) => (term.length < 3 ? [term] : [...term].slice(1).map((letter, at) => [...term][at] + letter));

// Where no page has all terms, pairs of neighbouring characters stand in for a Chinese one.
const answer = (query) => {
  const terms = folded(query).split(/[\s·，、]+/).filter(Boolean);
  if (!terms.length) return [];
  const exact = search(terms);
  if (exact.length) return listed(exact, terms);
  const runs = terms.flatMap((term) => term.match(/\p{Script=Han}+|\P{Script=Han}+/gu));
  const parts = [...new Set(runs.filter((run) => CHINESE.test(run)).flatMap(pairs))];
  if (!parts.length) return [];
  const whole = runs.filter((run) => !CHINESE.test(run));
  return listed(search(whole, parts), [...whole, ...parts]);
};

// The best of each kind stand together, the kind of the best hit first; the others follow in order.
const listed = (hits, terms) => {
  const kinds = new Map();
  for (const hit of hits) {
    const { kind } = hit.page.doc;
    kinds.set(kind, [...(kinds.get(kind) ?? []), hit]);
  }
  const first = [...kinds.values()].flatMap((own) => own.slice(0, OF_A_KIND));
  const shown = new Set(first);
  return [...first, ...hits.filter((hit) => !shown.has(hit))].map((hit, rank, all) => item(hit, terms, all.length - rank));
};

const marked = (text, terms) => {
  const pattern = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const parts = text.split(new RegExp(`(${pattern})`, "i"));
  return parts.map((part, at) => (at % 2 ? `<mark>${escaped(part)}</mark>` : escaped(part))).join("");
};

const EXCERPT = 60;
const LONG_WORD = 20;
// The place nearest before `place` at which a text may be cut: after a blank, or anywhere in Chinese.
const cut = (text, place) => {
  const after = text.lastIndexOf(" ", place - 1) + 1;
  return place - after < LONG_WORD ? after : place;
};
const excerpt = (text, terms) => {
  const places = terms.map((term) => folded(text).indexOf(term)).filter((place) => place >= 0);
  const from = places.length ? cut(text, Math.max(0, Math.min(...places) - EXCERPT / 3)) : 0;
  const to = from + EXCERPT < text.length ? cut(text, from + EXCERPT) : text.length;
  return (from ? "…" : "") + marked(text.slice(from, to).trimEnd(), terms) + (to < text.length ? "…" : "");
};

const item = ({ page }, terms, rank) => {
  const { doc } = page;
  const common = { terms: Object.fromEntries(terms.map((term) => [term, true])) };
  const article = {
    ...common,
    location: doc.location,
    // not as Material's tags: each would be a landmark of its own, all with one name
    title: `${marked(doc.title, terms)} <small class="mz-kind">${escaped(doc.kind)}</small>`,
    text: excerpt(doc.text, terms),
    score: rank,
  };
  const rows = doc.rows
    .map(([anchor, text, body], at) => ({ anchor, text, body, fit: rowFit(page.rows[at], body, terms) }))
    .filter((row) => row.fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, ROWS_LISTED);
  return [
    article,
    ...rows.map(({ anchor, text, body }, at) => ({
      ...common,
      location: `${doc.location}#${anchor}`,
      title: marked(text, terms),
      text: body ? excerpt(body, terms) : "",
      score: at < ROWS_SHOWN ? rank : rank - 0.5,
    })),
  ];
};
const rowFit = (text, body, terms) =>
  terms.reduce((sum, term) => sum + fit(text, term, ROW) + (body && folded(body).includes(term) ? TEXT : 0), 0);

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    setUp(data);
    postMessage({ type: READY });
  } else if (type === QUERY) {
    postMessage({ type: RESULT, data: { items: answer(data) } });
  }
});
