// The search behind Material's search box, as a worker of its own: what was typed is looked for anywhere in names, words
// and rows, so that parts of Chinese words are found. Entries are described in build_scripts/pages/search.py, the files in
// search_files.py, the messages in Material's integrations/search/worker. An exact name comes first, then names that end or
// begin with what was typed, then names that hold its characters in order (交通局 in 交通运输局). Latin letters and digits are
// never cut. Nothing is read before something is typed. Answers are escaped HTML, for Material sets them as markup.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const NAME = { exact: 100, end: 70, start: 66, inside: 50 };
const ROW = { exact: 80, end: 42, start: 44, inside: 40 };
const WORD = { exact: 50, end: 48, start: 48, inside: 46 };
const TEXT = { exact: 10, end: 10, start: 10, inside: 10 };
const IN_ORDER = 46; // less what stands between
const LONGEST = 40; // more characters beside a term make no difference
const [ROWS_SHOWN, ROWS_LISTED] = [3, 20]; // more than are shown are folded away
const OF_A_KIND = 5; // so many of one kind stand together before those of another kind
const [SIGNS_READ, AT_ONCE, PIECES] = [8, 3, 9]; // of a query: signs that are looked up; pieces at once, and for its first hits

const folded = (text) => text.normalize("NFKC").toLowerCase();
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

// --- What is read: each file once, unless that failed. ---------------------------------------------------------------
let index = {};
const fetched = async (file, made) => {
  const answer = await fetch(new URL(`../../${file}`, location));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return made(await answer.text());
};
const files = new Map();
const read = (file, made) => {
  if (!files.has(file)) files.set(file, fetched(file, made).catch((error) => files.delete(file) && Promise.reject(error)));
  return files.get(file);
};

const pages = [];
const take = (piece, docs) => pages.push(...docs.map((doc, at) => ({
  doc, piece, at, names: doc.names.map(folded), words: doc.words.map(folded),
  rows: doc.rows.map(([, text]) => folded(text)),
  rest: folded([doc.title, doc.text, ...doc.rows.map(([, , text]) => text ?? "")].join("\n")),
})));
const readFirst = () => read(`${index.folder}first.json`, (text) => {
  const { docs, pieces } = JSON.parse(text);
  return take(-1, docs) && pieces;
});
const readPieces = (list) => Promise.all(list.map(({ piece }) =>
  read(`${index.folder}piece-${piece}.json`, (text) => take(piece, JSON.parse(text)))));

// Of each part, for what begins with a sign, how short a name and a row may be that has it.
const lengthsIn = (line) => {
  const found = new Map();
  for (const [, signs, ...written] of line.matchAll(/(.\t?..)(.)(.)/gsu)) {
    const own = written.map((length) => (length === " " ? Infinity : length.charCodeAt(0) - 33));
    [...signs].reduce((before, sign) => {
      const known = found.get(before + sign) ?? own;
      found.set(before + sign, own.map((length, side) => Math.min(length, known[side])));
      return before + sign;
    }, "");
  }
  return found;
};
const readSigns = async (terms) => {
  const telling = (_, at, { length }) => length < 5 || at % 2 === 0 || at === length - 2;
  const signs = index.sign_files ? [...new Set(terms.flatMap((term) => [...term].filter(telling)))].slice(0, SIGNS_READ) : [];
  const lists = await Promise.all(signs.map((sign) =>
    read(`search/signs-${sign.codePointAt(0) % index.sign_files}.txt`, (text) => text.split("\n").map(lengthsIn))));
  return (part) => (key) => {
    const at = signs.indexOf(String.fromCodePoint(key.codePointAt(0)));
    return at < 0 ? [0, 0] : lists[at][part].get(key) ?? [Infinity, Infinity];
  };
};

// --- What fits: a text better where it is the term, begins or ends with it, and holds little else. -------------------
const spare = (length, term) => Math.max(0, Math.min(length - term.length, LONGEST)) / 10;
const fit = (text, term, worth) => {
  const at = text.indexOf(term);
  if (at < 0) return 0;
  if (text === term) return worth.exact;
  if (text.endsWith(term)) return worth.end - spare(text.length, term);
  return (at === 0 ? worth.start : worth.inside) - spare(text.length, term);
};
const best = (texts, term, worth) => Math.max(0, ...texts.map((text) => fit(text, term, worth)));

// How well a name answers a short form of it; two characters in order say too little.
const isShort = (term) => /^\p{Script=Han}{3,}$/u.test(term);
const ordered = (names, term) => {
  if (!isShort(term)) return 0;
  const pattern = new RegExp([...term].join(".*?"), "u");
  const between = names.map((name) => (pattern.exec(name)?.[0].length ?? Infinity) - term.length);
  return Math.max(0, ...between.filter(Number.isFinite).map((more) => IN_ORDER - Math.min(more, LONGEST)));
};

const scored = (page, term) => Math.max(
  best(page.names, term, NAME), ordered(page.names, term), best(page.rows, term, ROW), best(page.words, term, WORD),
  page.rest.includes(term) ? TEXT.inside : 0,
);

const runs = (signs, size) =>
  (signs.length <= size ? [signs.join("")] : signs.slice(size - 1).map((_, at) => signs.slice(at, at + size).join("")));

// The most that a page of a part can score.
const most = (lengths, term) => {
  const signs = [...term];
  const inside = runs(signs, 3);
  const start = `${signs[0]}\t${signs.slice(1, 3).join("")}`;
  const end = `${signs.slice(-2).join("")}$`;
  const ways = Object.entries({ inside: [], start: [start], end: [end], exact: [start, end] });
  const scores = [[NAME, WORD, TEXT], [ROW]].flatMap((worths, side) => ways.map(([way, ends]) => {
    const longest = Math.max(...[...inside, ...ends].map((key) => lengths(key)[side]));
    const beside = spare(longest % (LONGEST + 1), term);
    const worth = worths[Math.floor(longest / (LONGEST + 1))];
    return worth && !(way === "exact" && beside) ? worth[way] - beside : 0;
  }));
  const inOrder = isShort(term) && signs.every((sign) => lengths(sign)[0] <= LONGEST);
  return Math.max(inOrder ? IN_ORDER - 1 : 0, ...scores);
};

// --- What is found: every one of the needed terms, and half of the others. -------------------------------------------
const search = async (needed, others, isAsked) => {
  const terms = [...needed, ...others];
  const [pieces, lengths] = await Promise.all([readFirst(), readSigns(terms)]);
  const score = (own, bonus) => {
    const scores = terms.map(own);
    const [whole, more] = [scores.slice(0, needed.length), scores.slice(needed.length).filter(Boolean)];
    if (!whole.every(Boolean) || more.length < others.length / 2) return 0;
    return scores.reduce((sum, one) => sum + one, 0) / scores.length + bonus;
  };
  const order = (a, b) => b.score - a.score || a.piece - b.piece || a.at - b.at;
  const ranked = (list) => list.filter((one) => one.score).sort(order);
  const promising = ranked(pieces.map(([kind, bonus, from, to], piece) => {
    const parts = Array.from({ length: to - from }, (_, at) => score((term) => most(lengths(from + at), term), bonus));
    return { kind, piece, at: 0, score: Math.max(...parts) };
  }));
  const hits = () => ranked(pages.map((page) => ({ ...page, score: score((term) => scored(page, term), page.doc.bonus) })));
  // Reads the most promising pieces until none that is left can hold one of the first of its kind, or it has been enough.
  const readOn = async (left) => {
    const found = hits();
    const last = (kind) => found.filter(({ doc }) => doc.kind === kind)[OF_A_KIND - 1];
    const wanted = left.filter((one) => !last(one.kind) || order(one, last(one.kind)) < 0).slice(0, AT_ONCE);
    const further = PIECES - (promising.length - left.length);
    if (!wanted.length || further <= 0 || !isAsked()) return { terms, hits, found, left, more: further > 0 ? further : PIECES };
    await readPieces(wanted);
    return readOn(left.filter((one) => !wanted.includes(one)));
  };
  return readOn(promising);
};

// Where no page has all terms, pairs of neighbouring characters stand in for a Chinese one.
const looked = async (terms, isAsked) => {
  const exact = await search(terms, [], isAsked);
  const matches = (pattern) => terms.flatMap((term) => term.match(pattern) ?? []);
  const parts = [...new Set(matches(/\p{Script=Han}+/gu).flatMap((run) => runs([...run], 2)))];
  return exact.found.length || exact.left.length || !parts.length ? exact : search(matches(/\P{Script=Han}+/gu), parts, isAsked);
};

// --- What is shown. --------------------------------------------------------------------------------------------------
// The best of each kind stand together, the kind of the best hit first; the others follow in order.
const listed = (hits, terms) => {
  const kinds = [...new Set(hits.map(({ doc }) => doc.kind))];
  const first = kinds.flatMap((kind) => hits.filter(({ doc }) => doc.kind === kind).slice(0, OF_A_KIND));
  const shown = [...new Set([...first, ...hits])];
  return shown.map((hit, rank) => item(hit, terms, shown.length - rank));
};

const marked = (text, terms) => {
  const pattern = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const parts = text.split(new RegExp(`(${pattern})`, "i"));
  return parts.map((part, at) => (at % 2 ? `<mark>${escaped(part)}</mark>` : escaped(part))).join("");
};

const [EXCERPT, LONG_WORD] = [60, 20];
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

const item = ({ doc, rows }, terms, rank) => {
  const common = { terms: Object.fromEntries(terms.map((term) => [term, true])) };
  const rowFit = (text, body) =>
    terms.reduce((sum, term) => sum + fit(text, term, ROW) + (body && folded(body).includes(term) ? TEXT.inside : 0), 0);
  const found = doc.rows.map(([anchor, text, body = ""], at) => ({ anchor, text, body, fit: rowFit(rows[at], body) }))
    .filter((row) => row.fit > 0).sort((a, b) => b.fit - a.fit).slice(0, ROWS_LISTED);
  // The kind not as Material's tags: each would be a landmark of its own, all with one name.
  const title = `${marked(doc.title, terms)} <small class="mz-kind">${escaped(doc.kind)}</small>`;
  return [{ ...common, location: doc.location, title, text: excerpt(doc.text, terms), score: rank }, ...found.map((row, at) => {
    const [location, score] = [`${doc.location}#${row.anchor}`, at < ROWS_SHOWN ? rank : rank - 0.5];
    return { ...common, location, title: marked(row.text, terms), text: excerpt(row.body, terms), score };
  })];
};

const pause = (milliseconds) => new Promise((go) => { setTimeout(go, milliseconds); });
let asked = 0;
const answer = async (query) => {
  asked += 1;
  const own = asked;
  const isAsked = () => own === asked;
  // Where pieces are left that are not read, the last item says so and leads to where all rows are.
  const rest = [{ location: `explore/?text=${encodeURIComponent(query)}`, title: index.more, text: "", terms: {}, score: 0 }];
  const tell = (items, left) =>
    isAsked() && postMessage({ type: RESULT, data: { items: left.length ? [...items, rest] : items } });
  const words = folded(query).split(/[\s·，、]+/).filter(Boolean);
  if (words.length && index.sign_files) await pause(200); // who is still typing asks for nothing
  if (!words.length) tell([], []);
  if (!words.length || !isAsked()) return;
  const { terms, hits, found, left, more } = await looked(words, isAsked);
  tell(listed(found, terms), left);
  if (left.length) await pause(1000); // the first hits stay; what the reader comes to next is added
  if (!left.length || !isAsked()) return;
  await readPieces(left.slice(0, more));
  tell(listed(hits(), terms), left.slice(more));
};

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) index = data.config;
  if (type === SETUP) postMessage({ type: READY });
  else if (type === QUERY) answer(data);
});
