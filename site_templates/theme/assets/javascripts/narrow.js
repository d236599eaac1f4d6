// What is folded, and what a narrow screen makes of a page. A link to something folded opens it. On a telephone a row of a
// table is a card: the headings are written beside its cells, and read aloud it stays a row. What is long begins with its
// first part, a long page with its first screens, and a button shows the rest.
// Stands in the head: what is shown is CSS from the first paint on, so that nothing jumps. Without this script, and in
// browsers without sheets made by scripts (before 2023), everything is shown and tables are tables.
"use strict";

(() => {
  const root = document.documentElement;
  const say = (zh, en) => (root.lang.startsWith("en") ? en : zh);
  const unfolds = []; // each shows what it has folded, if a place is in it

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const CLOSED = "details:not([open])";
    const closed = target.closest(CLOSED);
    const isHidden = !target.getClientRects().length;
    for (let part = closed; part; part = part.closest(CLOSED)) part.open = true;
    for (const unfold of [...unfolds].reverse()) if (!target.getClientRects().length) unfold(target);
    if (isHidden || closed) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (!("adoptedStyleSheets" in document)) {
    document.addEventListener("DOMContentLoaded", reveal);
    return;
  }

  const NARROW = "screen and (max-width: 37.484375em)";
  const sheet = new CSSStyleSheet();
  const style = (selector, rules) => sheet.insertRule(`@media ${NARROW} { ${selector} { ${rules} } }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  root.classList.add("mz-folding");

  const element = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };
  const textOf = (heading) => {
    const copy = heading.cloneNode(true);
    for (const other of copy.querySelectorAll(".mz-sr, .mz-term, .headerlink")) other.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  // Who has pressed a button that goes away goes on at what has come.
  const goTo = (next) => {
    if (next.tabIndex < 0) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  };

  // --- Rows and entries: how many are shown at first; a few more are no reason to press a button. ---

  const SHOWN = [
    [".mz-table:not(.mz-grid) > tbody", 6],
    [".mz-grid > tbody", 12],
    [".mz-finding-list", 4],
    ["article ul:not(.mz-links)", 12],
  ];
  const SPARED = 3;
  for (const [long, shown] of SHOWN) {
    const entry = long.endsWith("tbody") ? "tr" : "li";
    style(`${long}:not(.mz-whole) > ${entry}:nth-child(${shown}):nth-last-child(n + ${SPARED + 2}) ~ ${entry}`, "display: none");
  }

  const fold = (long, shown) => {
    const isTable = long.matches("tbody");
    const button = element("button", { type: "button", className: "mz-button" });
    const place = element("p", { className: "mz-more" }, button);
    const tell = () => {
      const rest = long.childElementCount - shown;
      place.hidden = rest <= SPARED || long.classList.contains("mz-whole");
      button.textContent = isTable ? say(`其余 ${rest} 行`, `The other ${rest} rows`) : say(`其余 ${rest} 项`, `The other ${rest}`);
    };
    const unfold = () => {
      long.classList.add("mz-whole");
      tell();
    };
    button.addEventListener("click", () => {
      unfold();
      goTo(long.children[shown]);
    });
    long.addEventListener("mz-rows", unfold);
    unfolds.push((target) => long.contains(target) && unfold());
    // Rows may come and go; who hides some of them is choosing among all.
    new MutationObserver((changes) => {
      if (changes.some(({ target }) => target.parentElement === long)) unfold();
      else tell();
      if (isTable) speak(long);
    }).observe(long, { subtree: true, childList: true, attributeFilter: ["class", "hidden"] });
    (isTable ? long.parentElement : long).after(place);
    tell();
  };

  // --- Cards: the headings are counted from the end; what a row lacks, because a cell above reaches down to it, it lacks
  // at its beginning. ---

  const kinds = new Map(); // tables with the same headings are of one kind
  const label = (table) => {
    const texts = [...table.tHead.rows[0].cells].reverse().map((heading) => JSON.stringify(textOf(heading)));
    const kind = kinds.get(texts.join()) ?? `mz-t${kinds.size}`;
    table.classList.add(kind);
    if (kinds.has(texts.join())) return;
    kinds.set(texts.join(), kind);
    for (const [place, text] of texts.entries()) {
      const cell = `.${kind} > * > tr > td:nth-last-child(${place + 1}):not([colspan])::before`;
      style(cell, `content: ${text}; content: ${text} / ""`); // seen only: whoever listens hears the heading itself
    }
  };

  const ROLES = { THEAD: "rowgroup", TBODY: "rowgroup", TFOOT: "rowgroup", TR: "row", TD: "cell" };
  const speak = (within) => {
    for (const part of within.querySelectorAll(":is(thead, tbody, tfoot, tr, th, td):not([role])")) {
      part.setAttribute("role", ROLES[part.tagName] ?? (part.scope === "col" ? "columnheader" : "rowheader"));
    }
  };

  // --- A page that is still long is cut where nobody scrolls; the headings of what follows lead there. ---

  const [SCREENS, KEPT, NAMED] = [10, 8.5, 8];
  const cut = () => {
    if (!matchMedia(NARROW).matches || root.scrollHeight <= SCREENS * innerHeight) return;
    const reaches = (part) => part.getClientRects().length && part.getBoundingClientRect().bottom + scrollY > KEPT * innerHeight;
    const crossing = (parent) => [...parent.children].find(reaches);
    const main = document.getElementById("main");
    const rest = [];
    const take = (first) => {
      for (let one = first; one; one = one.nextElementSibling) if (!one.matches("[popover]")) rest.push(one);
    };
    let part = crossing(main.querySelector(":scope > .mz") ?? main);
    const whole = "section, div, .mz-table, tbody"; // a long table is cut between two rows
    while (part?.matches(whole) && part.clientHeight > innerHeight && crossing(part)) {
      take(part.nextElementSibling);
      part = crossing(part);
    }
    if (!part) return;
    const around = part.closest(".table-scroll");
    if (around && !part.previousElementSibling?.matches("tr")) part = around; // not one row of it would be left
    while (part.previousElementSibling?.matches("h2, h3, h4")) part = part.previousElementSibling;
    take(part);
    for (const one of rest) one.toggleAttribute("data-rest", true); // no class: rows that get one are being chosen among

    const isCut = (place) => place.closest("[data-rest]");
    const headings = [...main.querySelectorAll("h2[id], h3[id]")].filter(isCut).slice(0, NAMED);
    const links = headings.map((heading) => element("li", {}, element("a", { href: `#${heading.id}` }, textOf(heading))));
    const button = element("button", { type: "button", className: "mz-button" }, say("显示本页其余部分", "Show the rest of this page"));
    const place = element("div", { className: "mz-more" }, button, element("ul", { className: "mz-links" }, ...links));
    const unfold = () => {
      for (const one of rest) one.removeAttribute("data-rest");
      place.remove();
    };
    button.addEventListener("click", () => {
      unfold();
      goTo(part);
    });
    unfolds.push((target) => isCut(target) && unfold());
    if (part === around || !around) part.before(place);
    else around.after(place);
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll(".mz-table")) {
      if (table.tHead && !table.matches(".mz-grid")) label(table);
      table.setAttribute("role", "table");
      speak(table);
    }
    for (const [selector, shown] of SHOWN) {
      for (const long of document.querySelectorAll(selector)) {
        if (long.matches("tbody") || long.childElementCount > shown + SPARED) fold(long, shown);
      }
    }
    cut();
    reveal();
  });
})();
