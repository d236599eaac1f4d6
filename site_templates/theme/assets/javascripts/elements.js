// What the portal's scripts share on a page: its language, elements, shapes of a drawing, a file for the reader.

export const english = document.documentElement.lang.startsWith("en");

export const say = (zh, en) => (english ? en : zh);

export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

export const button = (text, work) => {
  const made = element("button", { type: "button", className: "mz-button", textContent: text });
  made.addEventListener("click", work);
  return made;
};

// Where a page says what has happened, also to those who only hear it.
export const announcer = () => {
  const made = element("p", { className: "mz-status" });
  made.setAttribute("role", "status");
  return made;
};

// Reacts to what is entered, by keys, an input method, pasting, speaking or dragging; half a word of an input method is none.
export const entered = (place, react) => {
  place.addEventListener("input", (event) => event.isComposing || react(event));
  place.addEventListener("compositionend", react);
};

// A field that narrows something down as one types.
export const finder = (text, narrow) => {
  const input = element("input", { type: "search", autocomplete: "off" });
  entered(input, () => narrow(input.value));
  return element("label", { className: "mz-filter" }, text, input);
};

export const shape = (name, attributes, text = "") => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
};

// A style of the page as it looks now: a token's or a property's.
export const style = (name) => getComputedStyle(document.body).getPropertyValue(name).trim();

export const fetched = async (address, options, as = "json") => {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer[as]();
};

// What an address asks for that there is not: said, so that nobody takes all rows for those that were asked for.
export const unknownIn = (controls) => {
  const asked = new URLSearchParams(location.search);
  const wrong = controls.map(({ name, value }) => [name, asked.get(name) ?? "", value]).filter(([, wanted, value]) => wanted.trim() !== value.trim());
  const named = wrong.map(([name, wanted]) => `${name}=${wanted}`).join(say("、", ", "));
  return named && say(`网址里的 ${named} 没有这样的值，没有用它筛选。`, `The address has ${named}, which does not exist: not filtered by it. `);
};

// This page's address with other values of what a page chooses by; what it does not know stays as it is.
// Ids are plain ASCII with slashes and commas, which may stand in a query as they are: the address stays readable.
export const addressWith = (names, values) => {
  const asked = new URLSearchParams(location.search);
  for (const name of names) asked.delete(name);
  for (const [name, value] of Object.entries(values)) asked.set(name, value);
  const query = asked.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
  return `${location.pathname}${query && `?${query}`}${location.hash}`;
};

// Copies what a field holds; where a page may not do that, it leaves it selected.
export const copyText = async (field, status) => {
  try {
    await navigator.clipboard.writeText(field.value);
    status.textContent = say("已复制。", "Copied.");
  } catch {
    field.select();
    status.textContent = say("已选中，请手动复制。", "It is selected; copy it yourself.");
  }
};

// What a file is called that a reader takes away: the month by the reader's own clock, no sign that a system refuses.
export const month = () => new Date().toLocaleDateString("sv-SE").slice(0, 7);
export const fileNamed = (text) => text.replace(/[\\/:*?"<>|\s]+/g, "-");

export const save = (content, name) => {
  const link = element("a", { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a slow disk may still be reading
};
