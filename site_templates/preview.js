// Loads a page of the preview again when it is otherwise: the server answers as soon as something has been made.
const WAIT = 1000;
const shown = new URL(import.meta.url).searchParams.get("shown");

const look = async (seen) => {
  try {
    const answer = await fetch(`/-/preview?after=${seen}`);
    const number = await answer.text();
    const page = await fetch(location.href, { method: "HEAD" });
    if (page.headers.get("X-Preview") === shown) look(number);
    else location.reload();
  } catch {
    setTimeout(look, WAIT, ""); // the server has ended; it may come back
  }
};

look("");
