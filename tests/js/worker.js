// The portal's search worker as a browser runs it, with the files of a folder for a server.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { gzipSync } from "node:zlib";

const SCRIPT = fileURLToPath(new URL("../../site_templates/theme/assets/javascripts/search.js", import.meta.url));
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];

// Waits pass at once, so that an answer is followed by what is read while the reader looks.
export const worker = (site, edition = "") => {
  const fetched = [];
  const heard = [];
  let listener = null;
  const respond = (address) => {
    const file = decodeURIComponent(address.pathname.slice(1));
    const data = readFileSync(`${site}/${file}`);
    fetched.push({ file, size: data.length, packed: gzipSync(data).length, answers: heard.length });
    return Promise.resolve({ ok: true, text: () => Promise.resolve(data.toString()) });
  };
  vm.runInNewContext(readFileSync(SCRIPT, "utf8"), {
    URL, location: "https://portal.test/assets/javascripts/search.js", fetch: respond, setTimeout: (go) => setTimeout(go, 0),
    addEventListener: (_, own) => { listener = own; },
    postMessage: (message) => heard.push(message),
  });
  const say = (type, data) => listener({ data: { type, data } });
  say(SETUP, JSON.parse(readFileSync(`${site}/${edition}search/search_index.json`, "utf8")));
  if (heard.shift()?.type !== READY) throw new Error("not ready");
  // Everything that is answered to a query, in turn, and what was fetched for it.
  const ask = async (query) => {
    heard.length = 0;
    fetched.length = 0;
    say(QUERY, query);
    for (let still = 0, before = ""; still < 20; before = `${heard.length} ${fetched.length}`) {
      await new Promise((go) => { setTimeout(go, 1); });
      still = before === `${heard.length} ${fetched.length}` ? still + 1 : 0;
    }
    return { answers: heard.filter(({ type }) => type === RESULT).map(({ data }) => data.items), fetched: [...fetched] };
  };
  return ask;
};
