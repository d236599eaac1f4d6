// A link to a folded part, or to something in it, opens it; the browser alone would stop at the closed door.
const open = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  let opened = false;
  for (let part = target?.closest("details"); part; part = part.parentElement.closest("details")) {
    opened ||= !part.open;
    part.open = true;
  }
  if (opened) target.scrollIntoView();
};

window.addEventListener("hashchange", open);
open();
