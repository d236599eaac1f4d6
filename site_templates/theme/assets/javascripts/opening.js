// A link to a folded part, or to something in it, opens it; the browser alone would stop at the closed door.
const CLOSED = "details:not([open])";
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = target?.closest(CLOSED);
  for (let part = first; part; part = part.closest(CLOSED)) part.open = true;
  if (first) target.scrollIntoView();
};

window.addEventListener("hashchange", open);
open();
