// Finds pages for what was typed, as a worker, so that typing never waits. What was typed is looked for anywhere in names,
// words and rows, so that parts of Chinese words are found. Entries are described in build_scripts/pages/search.py, the files
// in search_files.py. An exact name comes first, then names that end or begin with what was typed, then names that hold its
// characters in order (交通局 in 交通运输局). What people call a matter leads to what forms call it. Latin letters and digits
// are never cut. What is found nowhere is read as pinyin, as traditional characters, or as a slip of a letter or character.
"use strict";

const NAME = { exact: 100, end: 70, start: 66, inside: 50 };
const ROW = { exact: 80, end: 42, start: 44, inside: 40 };
const WORD = { exact: 50, end: 48, start: 48, inside: 46 };
const TEXT = { exact: 10, end: 10, start: 10, inside: 10 };
const IN_ORDER = 46; // less what stands between
const MEANT = 0.8; // what a slip or an everyday word stands for is worth so much less than what was typed
const OFFICES = [1.3, 0.8, 0.7]; // who answers for a matter comes before what prints it, the first one by part of a name before others
const PRINTED = 0.7; // what forms call it
const LONGEST = 40; // more characters beside a term make no difference
const ROWS = 3; // so many rows of a page are told
const OF_A_KIND = 5; // so many of one kind stand together before those of another kind
const [SIGNS_READ, AT_ONCE, PIECES] = [12, 3, 9]; // of a query: signs that are looked up; pieces at once, and for its first hits

const folded = (text) => text.normalize("NFKC").toLowerCase();

// --- What is read: each file once, unless that failed. ---------------------------------------------------------------
const SHARED = new URL("../../search/words/", location);
let folder = SHARED; // that of the edition
const fetched = async (address, made) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return made(await answer.text());
};
const files = new Map();
const read = (name, made, base = folder) => {
  const { href } = new URL(name, base);
  if (!files.has(href)) files.set(href, fetched(href, made).catch((error) => files.delete(href) && Promise.reject(error)));
  return files.get(href);
};

const pages = [];
const take = (piece, docs) => pages.push(...docs.map((doc, at) => ({
  doc, piece, at, names: doc.names.map(folded), words: doc.words.map(folded),
  rows: doc.rows.map(([, text]) => folded(text)),
  rest: folded([doc.title, doc.text, ...doc.rows.map(([, , text]) => text ?? "")].join("\n")),
})));
const readFirst = () => read("first.json", (text) => {
  const { docs, ...index } = JSON.parse(text);
  return take(-1, docs) && index;
});
const readPieces = (list) => Promise.all(list.map(({ piece }) =>
  read(`piece-${piece}.json`, (text) => take(piece, JSON.parse(text)))));

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
const texts = ({ text, also }) => [text, ...also.map((other) => other.text)];
const readSigns = async ({ sign_files: count }, terms) => {
  const telling = (_, at, { length }) => (length < 5 ? at < Math.max(1, length - 1) : at % 2 === 0 || at === length - 2);
  const signs = count ? [...new Set(terms.flatMap(texts).flatMap((text) => [...text].filter(telling)))].slice(0, SIGNS_READ) : [];
  const lists = await Promise.all(signs.map((sign) =>
    read(`signs-${sign.codePointAt(0) % count}.txt`, (text) => text.split("\n").map(lengthsIn), SHARED)));
  return (part) => (key) => {
    const at = signs.indexOf(String.fromCodePoint(key.codePointAt(0)));
    return at < 0 ? [0, 0] : lists[at][part].get(key) ?? [Infinity, Infinity];
  };
};

// --- What fits: a text better where it is the term, begins or ends with it, and holds little else. -------------------
const spare = (length, term) => Math.max(0, Math.min(length - term.length, LONGEST)) / 10;
const isLetter = (sign) => sign >= "a" && sign <= "z";
// Where a text has a term; a Latin word is not looked for within another one.
const placeOf = (text, term, from = 0) => {
  const at = text.indexOf(term, from);
  return at > 0 && isLetter(term[0]) && isLetter(text[at - 1]) ? placeOf(text, term, at + 1) : at;
};
const fit = (text, term, worth) => {
  const at = placeOf(text, term);
  if (at < 0) return 0;
  if (text === term) return worth.exact;
  if (at + term.length === text.length) return worth.end - spare(text.length, term);
  return (at === 0 ? worth.start : worth.inside) - spare(text.length, term);
};
const best = (list, term, worth) => Math.max(0, ...list.map((text) => fit(text, term, worth)));

// How well a name answers a short form of it; two characters in order say too little.
const isShort = (term) => /^\p{Script=Han}{3,}$/u.test(term);
const ordered = (names, term) => {
  if (!isShort(term)) return 0;
  const pattern = new RegExp([...term].join(".*?"), "u");
  const between = names.map((name) => (pattern.exec(name)?.[0].length ?? Infinity) - term.length);
  return Math.max(0, ...between.filter(Number.isFinite).map((more) => IN_ORDER - Math.min(more, LONGEST)));
};

// A term by what was typed, or by what else is looked for then.
const weighed = ({ text, also }, fits) => Math.max(fits(text, true), ...also.map((other) => fits(other.text) * other.worth));

const scored = (page, term, isTyped) => Math.max(
  best(page.names, term, NAME), isTyped ? ordered(page.names, term) : 0, best(page.rows, term, ROW), best(page.words, term, WORD),
  placeOf(page.rest, term) < 0 ? 0 : TEXT.inside,
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
const search = async (needed, others, { isAsked, all }) => {
  const terms = [...needed, ...others];
  const index = await readFirst();
  const lengths = await readSigns(index, terms);
  const score = (own, bonus) => {
    const scores = terms.map((term) => weighed(term, own));
    const [whole, more] = [scores.slice(0, needed.length), scores.slice(needed.length).filter(Boolean)];
    if (!whole.every(Boolean) || more.length < others.length / 2) return 0;
    return scores.reduce((sum, one) => sum + one, 0) / scores.length + bonus;
  };
  const order = (a, b) => b.score - a.score || a.piece - b.piece || a.at - b.at;
  const ranked = (list) => list.filter((one) => one.score).sort(order);
  const promising = ranked(index.pieces.map(([kind, bonus, from, to], piece) => {
    const parts = Array.from({ length: to - from }, (_, at) => score((text) => most(lengths(from + at), text), bonus));
    return { kind, piece, at: 0, score: Math.max(...parts) };
  }));
  const hits = () => ranked(pages.map((page) => ({ ...page, score: score((text, isTyped) => scored(page, text, isTyped), page.doc.bonus) })));
  // Reads the most promising pieces until none that is left can hold one of the first of its kind, or it has been enough.
  const readOn = async (left) => {
    const found = hits();
    const last = (kind) => found.filter(({ doc }) => doc.kind === kind)[OF_A_KIND - 1];
    const wanted = left.filter((one) => all || !last(one.kind) || order(one, last(one.kind)) < 0).slice(0, AT_ONCE);
    const enough = !all && promising.length - left.length >= PIECES;
    if (!wanted.length || enough || !isAsked()) return { terms, found, left };
    await readPieces(wanted);
    return readOn(left.filter((one) => !wanted.includes(one)));
  };
  return readOn(promising);
};

// --- What is meant: an everyday word, pinyin, traditional characters, a slip. ----------------------------------------
const isLatin = (word) => /^[a-z]+$/.test(word);
const singular = (word) => word.replace(/([a-z]{3})s$/, "$1");
const topical = ({ topics }, text) => {
  const isOwn = (word) => singular(folded(word)) === singular(text);
  const own = topics.filter(([typed]) => typed.some(isOwn));
  const also = own.flatMap(([, offices, printed]) => [
    ...offices.map((office, at) => ({ text: folded(office), worth: OFFICES[at] })),
    ...printed.map((word) => ({ text: folded(word), worth: PRINTED })),
  ]);
  return { text, also: also.filter((other) => other.text !== text), why: own.map(([, , , why]) => why) };
};

// All that is called something, by how much it is sought: what pages are called, everyday words, then rows.
const named = async (index) => {
  const more = index.pieces.length ? await read("terms.txt", (text) => folded(text).split("\n"), SHARED) : [];
  const everyday = index.topics.flatMap(([typed]) => typed.map(folded));
  const own = [...pages].sort((a, b) => (a.doc.bonus === 1 ? -1 : 0) - (b.doc.bonus === 1 ? -1 : 0)); // places first
  return [new Set([...own.flatMap((page) => page.names), ...more, ...everyday]), new Set(own.flatMap((page) => page.rows))];
};

const readSpelling = () => read("spelling.json", (text) => {
  const { sounds, traditional: [many, few] } = JSON.parse(text);
  const [heard, simple] = [new Map(), new Map([...many].map((sign, at) => [sign, [...few][at]]))];
  for (const [sound, signs] of Object.entries(sounds)) for (const sign of signs) heard.set(sign, [...heard.get(sign) ?? [], sound]);
  return { soundsOf: (sign) => heard.get(sign) ?? [], simplified: (word) => [...word].map((one) => simple.get(one) ?? one).join("") };
}, SHARED);

// Where characters from `at` on are heard in letters, each in full or by its first ones: their end, and how many are cut.
const listener = (signs, soundsOf) => {
  const heard = (at, letters) => {
    const ways = soundsOf(signs[at] ?? "").flatMap((sound) => {
      if (sound.startsWith(letters)) return [{ end: at + 1, cut: Number(sound !== letters) }];
      const starts = [sound, sound.slice(0, 1), ...(/^[zcs]h/.test(sound) ? [sound.slice(0, 2)] : [])];
      return starts.filter((part) => letters.startsWith(part)).map((part) => {
        const rest = heard(at + 1, letters.slice(part.length));
        return rest && { end: rest.end, cut: rest.cut + Number(part !== sound) };
      });
    });
    return ways.filter(Boolean).sort((a, b) => a.cut - b.cut)[0];
  };
  return heard;
};

const withoutEnds = (a, b) => {
  let [from, to] = [0, 0];
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from += 1;
  while (to < Math.min(a.length, b.length) - from && a[a.length - 1 - to] === b[b.length - 1 - to]) to += 1;
  return [a.slice(from, a.length - to), b.slice(from, b.length - to)];
};
// One letter is another, too many or missing, or two have changed places.
const isSlip = (a, b) => {
  const [left, right] = withoutEnds(a, b);
  return Math.max(left.length, right.length) <= 1 || (left.length === 2 && left === [...right].reverse().join(""));
};

// Of what is called something what is most likely meant, at most three; `rank` says how well a text fits, and which part.
const likely = (lists, rank) => {
  const found = lists.flatMap((list, at) => [...list].flatMap((text) => rank(text, at) ?? []));
  const top = Math.max(...found.map((one) => one.rank));
  return [...new Set(found.filter((one) => one.rank === top).map((one) => one.part))].slice(0, 3);
};
const edges = (text, from, to) => [from === 0, to === text.length].filter(Boolean).length ** 2; // a whole text is worth most

const asPinyin = (letters, lists, soundsOf) => likely(lists, (text, at) => {
  if (!/\p{Script=Han}/u.test(text)) return null;
  const signs = [...text];
  const heard = listener(signs, soundsOf);
  const ways = signs.flatMap((_, from) => {
    const { end, cut } = heard(from, letters) ?? {};
    const fits = end - from > 1 && (at === 0 || cut < 2);
    return fits ? [{ rank: edges(signs, from, end) + (cut < 2 ? 3 : 0) - at * 2, part: signs.slice(from, end).join("") }] : [];
  });
  return ways.sort((a, b) => b.rank - a.rank)[0];
});

const asSlipOfLetters = (word, [names], soundsOf) => {
  if (word.length < 4) return [];
  const words = new Set([...names].flatMap((name) => name.match(/[a-z]{3,}/g) ?? []));
  const spelled = [...words].filter((one) => isSlip(one, word)).slice(0, 3);
  const sound = (name) => [...name].map((sign) => soundsOf(sign)[0] ?? " ").join("");
  return spelled.length || word.length < 6 ? spelled : [...names].filter((name) => isSlip(sound(name), word)).slice(0, 3);
};

const asSlipOfCharacters = (word, lists, soundsOf) => {
  const signs = [...word];
  const changed = (made) => signs.map((_, at) => [signs.slice(0, at), made, signs.slice(at + 1)].flat().join(""));
  const between = signs.slice(1).map((_, at) => [...signs.slice(0, at + 1), ".", ...signs.slice(at + 1)].join(""));
  const ways = [...between, ...(signs.length > 2 ? changed(".") : []), ...(signs.length > 3 ? changed([]) : [])];
  const pattern = new RegExp(ways.join("|"), "u");
  const alike = (one, other) => one === other || soundsOf(one).some((sound) => soundsOf(other).includes(sound));
  return likely(lists, (text, at) => {
    const own = [...text];
    const from = own.findIndex((_, start) => start + signs.length <= own.length && signs.every((sign, n) => alike(sign, own[start + n])));
    if (from >= 0) return { rank: edges(own, from, from + signs.length) + 3 - at, part: own.slice(from, from + signs.length).join("") };
    const found = signs.length > 2 || at === 0 ? pattern.exec(text) : null;
    return found && { rank: edges(text, found.index, found.index + found[0].length) - at, part: found[0] };
  });
};

// What else a word may mean that is found nowhere, or in Latin letters only by the way: then it is a whole name.
const meant = async (index, word, onlyWhole) => {
  const [{ soundsOf, simplified }, lists] = [await readSpelling(), await named(index)];
  if (isLatin(word)) {
    const heard = word.length > 1 ? asPinyin(word, lists, soundsOf).filter((part) => !onlyWhole || lists[0].has(part)) : [];
    return heard.length || onlyWhole ? heard : asSlipOfLetters(word, lists, soundsOf);
  }
  if (!/^\p{Script=Han}{2,}$/u.test(word)) return [];
  const simple = simplified(word);
  const isThere = topical(index, simple).also.length || lists.some((list) => [...list].some((text) => text.includes(simple)));
  return simple !== word && isThere ? [simple] : asSlipOfCharacters(simple, lists, soundsOf);
};

// Two names written as one word: 某某县老人.
const parted = async (index, word) => {
  const [[names]] = [await named(index)];
  const isKnown = (part) => names.has(part) || topical(index, part).also.length > 0;
  const signs = [...word];
  const ways = signs.slice(2, -1).map((_, at) => [signs.slice(0, at + 2).join(""), signs.slice(at + 2).join("")]);
  return (/^\p{Script=Han}+$/u.test(word) && ways.find((parts) => parts.every(isKnown))) || [word];
};

// Where no page has all terms, what else they may mean is looked for; then pairs of neighbouring characters stand in.
const looked = async (words, asked) => {
  const index = await readFirst();
  const asTerms = (list) => list.map((word) => topical(index, word));
  const whole = topical(index, words.join(" ")); // "street light"
  const terms = whole.also.length ? [whole] : asTerms(words);
  const exact = await search(terms, [], asked);
  const [first] = exact.found;
  const weak = words.length === 1 && isLatin(words[0]) && first && first.score - first.doc.bonus < WORD.inside;
  if ((first && !weak) || exact.left.length) return exact;
  const parts = (await Promise.all(words.map((word) => parted(index, word)))).flat();
  const apart = parts.length > words.length ? await search(asTerms(parts), [], asked) : exact;
  if (apart !== exact && apart.found.length) return { ...apart, instead: parts.join(" ") };
  const found = await Promise.all(terms.map(async (term) => {
    const alone = first || terms.length === 1 ? [] : (await search([term], [], asked)).found;
    return alone.length ? [] : meant(index, term.text, Boolean(weak));
  }));
  if (found.some((other) => other.length)) {
    const respelled = ({ text }, others) => {
      const also = others.map((other) => ({ text: other, worth: MEANT }));
      const topic = topical(index, others[0]);
      return { text, also: [...also, ...topic.also], why: topic.why };
    };
    const other = await search(terms.map((term, at) => (found[at].length ? respelled(term, found[at]) : term)), [], asked);
    if (other.found.length || other.left.length) return { ...other, instead: found.map(([text], at) => text ?? terms[at].text).join(" ") };
  }
  const matches = (pattern) => words.flatMap((word) => word.match(pattern) ?? []);
  const pairs = [...new Set(matches(/\p{Script=Han}+/gu).flatMap((run) => runs([...run], 2)))];
  const plain = (list) => list.map((text) => ({ text, also: [], why: [] }));
  const near = first || !pairs.length ? exact : await search(plain(matches(/\P{Script=Han}+/gu)), plain(pairs), asked);
  return near.found.length || near.left.length ? near : { ...near, ...await withoutTheRest(index, words.join(" "), asked) };
};

// Where nothing has all that is asked, the longest everyday word in it is looked for alone: 路灯坏了.
const withoutTheRest = async (index, asking, asked) => {
  if (!/^[\p{Script=Han} ]+$/u.test(asking)) return {};
  const everyday = index.topics.flatMap(([typed]) => typed.map(folded));
  const [held] = everyday.filter((word) => word.length > 1 && asking.includes(word)).sort((one, other) => other.length - one.length);
  return held && held !== asking ? { ...await search([topical(index, held)], [], asked), instead: held } : {};
};

// --- What is told. ---------------------------------------------------------------------------------------------------
// The best of each kind stand together, the kind of the best hit first; the others follow in order.
const listed = (hits) => {
  const kinds = [...new Set(hits.map(({ doc }) => doc.kind))];
  const first = kinds.flatMap((kind) => hits.filter(({ doc }) => doc.kind === kind).slice(0, OF_A_KIND));
  return [...new Set([...first, ...hits])];
};

const [EXCERPT, LONG_WORD] = [60, 20];
// The place nearest before `place` at which a text may be cut: after a blank, or anywhere in Chinese.
const cut = (text, at) => {
  const after = text.lastIndexOf(" ", at - 1) + 1;
  return at - after < LONG_WORD ? after : at;
};
const excerpt = (text, marks) => {
  const places = marks.map((mark) => folded(text).indexOf(mark)).filter((at) => at >= 0);
  const from = places.length ? cut(text, Math.max(0, Math.min(...places) - EXCERPT / 3)) : 0;
  const to = from + EXCERPT < text.length ? cut(text, from + EXCERPT) : text.length;
  return (from ? "…" : "") + text.slice(from, to).trimEnd() + (to < text.length ? "…" : "");
};

const told = ({ doc, rows }, terms, marks) => {
  const rowFit = (text, body) => terms.reduce((sum, term) =>
    sum + weighed(term, (own) => fit(text, own, ROW) + (body && placeOf(folded(body), own) >= 0 ? TEXT.inside : 0)), 0);
  const found = doc.rows.map(([anchor, text, body = ""], at) => ({ anchor, text, body, fit: rowFit(rows[at], body) }))
    .filter((row) => row.fit > 0).sort((a, b) => b.fit - a.fit).slice(0, ROWS);
  return {
    location: doc.location, title: doc.title, kind: doc.kind, text: excerpt(doc.text, marks),
    rows: found.map((row) => ({ location: `${doc.location}#${row.anchor}`, title: row.text, text: excerpt(row.body, marks) })),
  };
};

const pause = (milliseconds) => new Promise((go) => { setTimeout(go, milliseconds); });
let latest = 0;
// Hits `from` … `to` in the order in which they are listed; how many there are, and whether there may be more of them.
const answer = async ({ asked, query, from, to, all }) => {
  latest = asked;
  const isAsked = () => asked === latest;
  const words = folded(query).split(/[\s·，、]+/).filter(Boolean);
  const { sign_files: inPieces } = await readFirst();
  if (inPieces) await pause(200); // who is still typing asks for nothing
  if (!isAsked()) return;
  const { terms, found, left, instead = "" } = words.length ? await looked(words, { isAsked, all }) : { terms: [], found: [], left: [] };
  const marks = terms.flatMap(texts);
  const why = [...new Set(terms.flatMap((term) => term.why))];
  const hits = listed(found).slice(from, to).map((hit) => told(hit, terms, marks));
  if (isAsked()) postMessage({ asked, hits, marks, instead, why, count: found.length, more: left.length > 0 });
};

addEventListener("message", ({ data }) => {
  folder = new URL("words/", data.search);
  const work = data.query === undefined ? readFirst() : answer(data);
  work.catch((error) => postMessage({ asked: data.asked, failed: String(error) }));
});
