// Beside the citation of a page a button that copies it, at the head of some with one that copies the address; without this script it can be read, selected and printed.
// A portal that does not know its own address cites the one at which it is read.
import { announcer, button, copyText, element, say } from "./elements.js";

const text = document.querySelector(".mz-citation");
const here = location.origin + location.pathname;
if ("here" in text.dataset) {
  text.append(say(`网址：${here}`, ` ${here}`));
}
const status = announcer();
const select = (shown) => getSelection().selectAllChildren(shown);
const field = { value: text.textContent, select: () => select(text) };
const copy = button(say("复制引用", "Copy the citation"), () => copyText(field, status));
const share = document.querySelector(".mz-share"); // at the head of pages that are passed on
if (share) {
  const { href } = document.querySelector("link[rel=canonical]") ?? { href: here };
  const address = element("code", { textContent: href, hidden: true }); // shown where it must be copied by hand
  const own = { value: href, select: () => select(Object.assign(address, { hidden: false })) };
  share.append(button(say("复制网址", "Copy the address"), () => copyText(own, status)), copy, address);
  share.after(status);
  share.hidden = false;
} else text.after(copy, status);
