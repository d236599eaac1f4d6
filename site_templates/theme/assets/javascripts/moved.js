// A former address leads on without scripts, but only to the top of its page: where it named a place there, that is kept.
// The page is stopped first, or its own way of leading on would overtake this one.
if (location.hash) {
  const { to } = document.currentScript.dataset;
  window.stop();
  location.replace(to + location.hash);
}
