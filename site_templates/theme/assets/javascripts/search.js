// The search behind Material's search box, as a worker of its own: what was typed is looked for anywhere in names, words
// and rows, so that parts of Chinese words are found. The index is described in build_scripts/pages/search.py, its files in
// search_files.py, the messages in Material's integrations/search/worker. An exact name comes first, then names that end or
// begin with what was typed, then names that hold its characters in order (交通局 in 交通运输局). Latin letters and digits are
// never cut. Nothing is fetched before something is typed. Answers are escaped HTML, for Material sets them as markup.
"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const NAME = { exact: 100, end: 70, start: 66, inside: 50 };
const ROW = { exact: 80, end: 42, start: 44, inside: 40 };
const WORD = { exact: 50, end: 48, start: 48, inside: 46 };
const IN_ORDER = 46; // less what stands between
const TEXT = 10;
const ROWS_SHOWN = 3; // more are folded away
const ROWS_LISTED = 20;
const OF_A_KIND = 5; // so many of one kind stand together before those of another kind; these are found for certain
const AT_ONCE = 3; // so many pieces are read together
const READ_ON = 24; // and so many more while the reader looks at the first hits
const SIGNS_READ = 6; // of so many signs is looked up where they occur
const LONGEST = 40;

const folded = (text) => text.normalize("NFKC").toLowerCase();

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

let index = {};
const pages = [];
const take = (docs, piece) =>
  pages.push(...docs.map((doc, at) => ({
    doc, piece, at,
    names: doc.names.map(folded),
    words: doc.words.map(folded),
    rows: doc.rows.map(([, text]) => folded(text)),
    rest: folded([doc.title, doc.text, ...doc.rows.map(([, , text]) => text ?? "")].join("\n")),
  })));

// A file is read once, unless that failed.
const files = new Map();
const read = (file, made) => {
  const fetched = async () => {
    const answer = await fetch(new URL(`../../${file}`, location));
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return made(await answer.text());
  };
  if (!files.has(file)) files.set(file, fetched());
  files.get(file).catch(() => files.delete(file));
  return files.get(file);
};
const readFirst = () => read(`${index.folder}first.json`, (text) => {
  const { docs, pieces } = JSON.parse(text);
  take(docs, -1);
  return pieces;
});
const readPieces = (numbers) =>
  Promise.all(numbers.map((at) => read(`${index.folder}piece-${at}.json`, (text) => take(JSON.parse(text), at))));

// By part what occurs in its texts: for a sign, and for one with what follows it, the shortest name and row that have it.
const readSigns = async (terms) => {
  const signs = index.sign_files ? [...new Set(terms.join(""))].slice(0, SIGNS_READ) : [];
  const made = (text) => text.split("\n").map((line) => {
    const found = new Map();
    for (const [, sign, next, ...lengths] of line.matchAll(/(.)(.)(.)(.)/gsu)) {
      const codes = lengths.map((length) => (length === " " ? Infinity : length.charCodeAt(0) - 33));
      found.set(sign + next, codes);
      found.set(sign, codes.map((code, side) => Math.min(code, found.get(sign)?.[side] ?? code)));
    }
    return found;
  });
  const read_ = signs.map((sign) => read(`search/signs-${sign.codePointAt(0) % index.sign_files}.txt`, made));
  const known = new Map((await Promise.all(read_)).map((lines, at) => [signs[at], lines]));
  return (part, key) => {
    const lines = known.get(String.fromCodePoint(key.codePointAt(0)));
    return lines ? lines[part].get(key) ?? [Infinity, Infinity] : [0, 0];
  };
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

// The most that a page of a part can score.
const SIDES = [[NAME, WORD, { exact: TEXT, end: TEXT, start: TEXT, inside: TEXT }], [ROW]];
const most = (lengths, term) => {
  const [first, last] = [[...term][0], [...term].at(-1)];
  const ways = { inside: [], start: [`${first}^`], end: [`${last}$`], exact: [`${first}^`, `${last}$`] };
  const scores = Object.entries(ways).flatMap(([way, ends]) => {
    const found = [...pairs(term), ...ends].map(lengths);
    return SIDES.map((worths, side) => {
      const code = Math.max(...found.map((codes) => codes[side]));
      const spare = Math.max(0, (code % (LONGEST + 1)) - term.length);
      const worth = worths[Math.floor(code / (LONGEST + 1))];
      return worth && !(way === "exact" && spare) ? worth[way] - spare / 10 : 0;
    });
  });
  const inOrder = term.length > 2 && CHINESE.test(term) && [...term].every((sign) => lengths(sign)[0] <= LONGEST);
  return Math.max(inOrder ? IN_ORDER - 1 : 0, ...scores);
};

// Every one of the needed terms must be found, and half of the others.
const total = (scores, needed, bonus) => {
  const others = scores.slice(needed);
  if (!scores.slice(0, needed).every(Boolean) || others.filter(Boolean).length < others.length / 2) return 0;
  return scores.reduce((sum, own) => sum + own, 0) / scores.length + bonus;
};

// Reads pieces, the most promising ones first, until none that is left can hold one of the best of its kind.
const search = async (needed, others, isAsked) => {
  const terms = [...needed, ...others];
  const [pieces, lengths] = await Promise.all([readFirst(), readSigns(terms)]);
  let part = 0;
  const left = pieces.map(([kind, bonus, parts], piece) => {
    const own = Array.from({ length: parts }, () => {
      const at = part++;
      return total(terms.map((term) => most((key) => lengths(at, key), term)), needed.length, bonus);
    });
    return { kind, piece, score: Math.max(...own) };
  }).filter(({ score }) => score).sort((a, b) => b.score - a.score || a.piece - b.piece);
  const ranked = () => pages
    .map((page) => ({ page, score: total(terms.map((term) => scored(page, term)), needed.length, page.doc.bonus) }))
    .filter(({ score }) => score)
    .sort((a, b) => b.score - a.score || a.page.piece - b.page.piece || a.page.at - b.page.at);
  for (;;) {
    const hits = ranked();
    const wanted = left.filter(({ kind, piece, score }) => {
      const last = hits.filter(({ page }) => page.doc.kind === kind)[OF_A_KIND - 1];
      return !last || score > last.score || (score === last.score && piece < last.page.piece);
    }).slice(0, AT_ONCE);
    if (!wanted.length || !isAsked()) return { hits, left, ranked, terms };
    await readPieces(wanted.map(({ piece }) => piece));
    wanted.forEach((piece) => left.splice(left.indexOf(piece), 1));
  }
};

const pairs = (term) => (term.length < 3 ? [term] : [...term].slice(1).map((letter, at) => [...term][at] + letter));

// Where no page has all terms, pairs of neighbouring characters stand in for a Chinese one.
const found = async (query, isAsked) => {
  const terms = folded(query).split(/[\s·，、]+/).filter(Boolean);
  const exact = await search(terms, [], isAsked);
  const runs = terms.flatMap((term) => term.match(/\p{Script=Han}+|\P{Script=Han}+/gu));
  const parts = [...new Set(runs.filter((run) => CHINESE.test(run)).flatMap(pairs))];
  return exact.hits.length || !parts.length ? exact : search(runs.filter((run) => !CHINESE.test(run)), parts, isAsked);
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

const tell = (items) => postMessage({ type: RESULT, data: { items } });
const pause = (milliseconds) => new Promise((go) => { setTimeout(go, milliseconds); });

// Where more is left than is read, the last item says so and leads to where all rows are.
const more = (query) => [{
  location: `explore/?text=${encodeURIComponent(query)}`,
  title: index.folder.startsWith("en/") ? "More than is listed here: type more, or go to Explore"
    : "未全部列出：请多写几个字，或到“探索”查找",
  text: "", terms: {}, score: 0,
}];

let asked = 0;
const answer = async (query) => {
  asked += 1;
  const own = asked;
  const isAsked = () => own === asked;
  if (!/[^\s·，、]/.test(query)) { tell([]); return; }
  if (index.sign_files) await pause(200); // who is typing asks for nothing yet
  if (!isAsked()) return;
  const { hits, left, ranked, terms } = await found(query, isAsked);
  if (isAsked()) tell(listed(hits, terms));
  if (!left.length) return;
  await pause(1000);
  if (!isAsked()) return;
  await readPieces(left.splice(0, READ_ON).map(({ piece }) => piece));
  if (isAsked()) tell([...listed(ranked(), terms), ...(left.length ? [more(query)] : [])]);
};

addEventListener("message", ({ data: { type, data } }) => {
  if (type === SETUP) {
    index = data.config;
    postMessage({ type: READY });
  } else if (type === QUERY) answer(data);
});
