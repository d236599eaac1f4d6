// The search boxes: what is found stands below a box while one types, and on the page /search/ whole, page after page. The
// index is fetched by a worker once a box is touched. Without this script a box leads to that page, which has lists.
import { announcer, element, english, entered, say } from "./elements.js";

const [SHOWN, A_PAGE] = [10, 20];

let worker = null;
const answers = new Map();
const tell = (message) => {
  if (!worker) {
    worker = new Worker(new URL("search_worker.js", import.meta.url));
    worker.addEventListener("message", ({ data }) => answers.get(data.asked)?.(data));
  }
  worker.postMessage(message);
};
const wake = (form) => tell({ search: form.action });
let last = 0;
const ask = (form, question) => new Promise((answered) => {
  last += 1;
  answers.clear(); // who asks again waits for no other answer
  answers.set(last, answered);
  tell({ search: form.action, asked: last, ...question });
});

const marked = (text, marks) => {
  const pattern = marks.map((mark) => mark.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const parts = pattern ? text.split(new RegExp(`(${pattern})`, "i")) : [text];
  return parts.map((part, at) => (at % 2 ? element("mark", {}, part) : part));
};

const inItsLanguage = (text) => (english && /\p{Script=Han}/u.test(text) ? { lang: "zh-CN" } : {});
const lines = (form, { location, title, text }, marks) => {
  const link = element("a", { href: new URL(`../${location}`, form.action).href, ...inItsLanguage(title) }, ...marked(title, marks));
  return [link, ...(text ? [element("p", inItsLanguage(text), ...marked(text, marks))] : [])];
};
const item = (form, hit, marks) => {
  const [title, ...text] = lines(form, hit, marks);
  const kind = element("small", { className: "mz-kind", textContent: hit.kind });
  const rows = hit.rows.map((row) => element("li", {}, ...lines(form, row, marks)));
  return element("li", {}, title, " ", kind, ...text, ...(rows.length ? [element("ul", {}, ...rows)] : []));
};

const sentence = ({ failed, instead, why, count, more }) => {
  if (failed) return say("暂时无法搜索，请稍后再试。", "Search does not work just now; try again later.");
  const meant = instead && say(`按“${instead}”查找：`, `Looked for “${instead}”: `);
  if (!count) return say("没有找到。换个说法，或少写几个字试试。", "Nothing found. Try other words, or fewer.");
  const found = say(`${count} 条结果${more ? "，可能还有更多" : ""}。`, `${count} result${count > 1 ? "s" : ""}${more ? ", perhaps more" : ""}.`);
  return meant + [found, ...why].join(say("", " "));
};
const list = (form, { hits = [], marks }) => element("ol", { className: "mz-hits" }, ...hits.map((hit) => item(form, hit, marks)));

// --- Below a box. ----------------------------------------------------------------------------------------------------
const dress = (form) => {
  const input = form.elements.q;
  const status = announcer();
  const found = element("div", {});
  const panel = element("div", { className: "mz-search-panel", hidden: true }, status, found);
  form.append(panel);
  const react = async () => {
    const query = input.value.trim();
    panel.hidden = !query;
    if (!query) {
      answers.clear();
      status.textContent = "";
      found.replaceChildren();
      return;
    }
    const answer = await ask(form, { query, from: 0, to: SHOWN });
    status.textContent = sentence(answer);
    const all = element("a", { href: address(form, query), textContent: say("全部结果", "All results") });
    found.replaceChildren(list(form, answer), ...(answer.count ? [all] : []));
  };
  entered(input, react);
  for (const way of ["focus", "pointerdown"]) input.addEventListener(way, () => wake(form), { once: true });
  input.addEventListener("focus", () => { panel.hidden = !input.value.trim() || !found.hasChildNodes(); });
  form.addEventListener("focusout", ({ relatedTarget: to }) => { if (to && !form.contains(to)) panel.hidden = true; });
  document.addEventListener("pointerdown", ({ target }) => { if (!form.contains(target)) panel.hidden = true; });
  form.addEventListener("keydown", (event) => {
    const places = [input, ...panel.querySelectorAll("a")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || panel.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      input.focus();
      panel.hidden = true;
    } else if (step) {
      event.preventDefault();
      places[Math.min(places.length - 1, Math.max(0, places.indexOf(document.activeElement) + step))].focus();
    }
  });
};

// --- The page. -------------------------------------------------------------------------------------------------------
const address = (form, query, page = 1) => {
  const asked = new URLSearchParams({ ...(query && { q: query }), ...(page > 1 && { page }) });
  return `${form.action}${query ? `?${asked}` : ""}`;
};

const paging = (form, query, ways) => {
  const links = ways.map(([text, page]) => element("a", { href: address(form, query, page), textContent: text }));
  const made = element("nav", { className: "mz-paging" }, ...links);
  made.setAttribute("aria-label", say("结果分页", "Pages of results"));
  return links.length ? [made] : [];
};

const fill = (form) => {
  const input = form.elements.q;
  const [status, results, browse] = ["status", "results", "browse"].map((part) => document.getElementById(`search-${part}`));
  const show = async (query, page) => {
    const from = (page - 1) * A_PAGE;
    const empty = { hits: [], marks: [], count: 0 };
    const answer = query ? await ask(form, { query, from, to: from + A_PAGE, all: page > 1 }) : empty;
    const { count = 0, more } = answer;
    const to = Math.min(count, from + A_PAGE);
    const part = count > A_PAGE && to > from ? say(`这里是第 ${from + 1}–${to} 条。`, ` Here are ${from + 1}–${to}.`) : "";
    status.textContent = query ? sentence(answer) + part : "";
    const ways = [[say("上一页", "Previous page"), page - 1, page > 1], [say("下一页", "Next page"), page + 1, count > to || more]];
    const shown = Object.assign(list(form, answer), { start: from + 1 });
    results.replaceChildren(shown, ...paging(form, query, ways.filter(([, , there]) => there)));
    browse.hidden = count > 0;
  };
  const asked = new URLSearchParams(location.search);
  input.value = asked.get("q") ?? "";
  if (input.value.trim()) show(input.value.trim(), Math.max(1, Number.parseInt(asked.get("page"), 10) || 1));
  input.addEventListener("focus", () => wake(form), { once: true });
  entered(input, () => {
    const query = input.value.trim();
    answers.clear();
    history.replaceState(null, "", address(form, query));
    show(query, 1);
  });
};

for (const form of document.querySelectorAll("form.mz-search")) (form.id === "search-page" ? fill : dress)(form);
