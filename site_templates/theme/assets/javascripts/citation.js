// Beside the citation of a page a button that copies it; without this script it can be read, selected and printed.
import { announcer, button, copyText, say } from "./elements.js";

const text = document.querySelector(".mz-citation");
const field = { value: text.textContent, select: () => getSelection().selectAllChildren(text) };
const status = announcer();
text.after(button(say("复制引用", "Copy the citation"), () => copyText(field, status)), status);
