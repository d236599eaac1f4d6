// Beside the citation of a page a button that copies it; without this script it can be read, selected and printed.
// A portal that does not know its own address cites the one at which it is read.
import { announcer, button, copyText, say } from "./elements.js";

const text = document.querySelector(".mz-citation");
if ("here" in text.dataset) {
  const here = location.origin + location.pathname;
  text.append(say(`网址：${here}`, ` ${here}`));
}
const field = { value: text.textContent, select: () => getSelection().selectAllChildren(text) };
const status = announcer();
text.after(button(say("复制引用", "Copy the citation"), () => copyText(field, status)), status);
