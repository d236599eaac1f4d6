// The words.js of the portal: what is typed, what is sorted, what fills a gap.
import assert from "node:assert/strict";
import test from "node:test";
import { alphabetical, compared, fill, folded, inside, keyOf, repeated, typed } from "../../site_templates/theme/assets/javascripts/words.js";

test("full-width letters, capitals and blanks around words make no difference; nothing is no word", () => {
  assert.equal(folded("ＢＵＤ－０１"), "bud-01");
  assert.equal(folded(null), "");
  assert.deepEqual(typed("　赫山\t党建 ＡＢ "), ["赫山", "党建", "ab"]);
  assert.deepEqual(typed("  "), []);
});

test("three characters are found in their order in one of several names, two only side by side", () => {
  assert.deepEqual(["文旅局", "局文旅", "文旅", "旅游"].map((word) => inside(word)("档案馆\n文化和旅游局")), [true, false, false, true]);
  assert.equal(inside("文旅局")("文化\n旅游局"), false);
});

test("a name of very many equal characters takes no longer than its length", () => {
  let looked = 0;
  const name = { includes: () => false, split: () => [{ indexOf: (_, from) => (looked += 1) && (from < 9 ? from : -1) }] };
  assert.equal(inside("的".repeat(30))(name), false);
  assert.equal(looked, 10);
});

test("names that stand there twice or more are told, each once", () => {
  assert.deepEqual([...repeated(["甲", "乙", "甲", "丙", "甲", "乙"])], ["甲", "乙"]);
});

test("gaps are filled by their names, each time they stand there", () => {
  assert.equal(fill("{shown} of {all}, {shown}", { shown: 0, all: 7 }), "0 of 7, 0");
});

test("what is printed as a number sorts as one; a dash, a blank and words do not", () => {
  assert.deepEqual(["1,234.50", "95%", "-3", "0", "", "--", "≥95%", "12人"].map((text) => keyOf(text).number), [
    1234.5, 95, -3, 0, null, null, null, null,
  ]);
});

test("numbers come before texts before nothing, rising and falling", () => {
  const sorted = (sign) =>
    ["乙", "", "10", "甲", "9", "—", ""].map(keyOf).sort((a, b) => compared(a, b, sign)).map(({ text }) => text);
  assert.deepEqual(sorted(1).slice(0, 2), ["9", "10"]);
  assert.deepEqual(sorted(-1).slice(0, 2), ["10", "9"]);
  assert.deepEqual(sorted(1).slice(2, 5), sorted(-1).slice(2, 5).reverse());
  assert.deepEqual([sorted(1).slice(5), sorted(-1).slice(5)], [["", ""], ["", ""]]);
});

test("names sort by pinyin, numbers in them by size", () => {
  assert.deepEqual(["重庆10", "北京", "重庆9", "安徽"].sort(alphabetical), ["安徽", "北京", "重庆9", "重庆10"]);
});

test("what fills a gap of an address cannot leave it", () => {
  const told = { id: "a/b#i-1", printed: "≤190万元 & {id}?\n" };
  assert.equal(
    fill("mailto:x@y.cn?subject={id}&body={printed}", told, encodeURIComponent),
    "mailto:x@y.cn?subject=a%2Fb%23i-1&body=%E2%89%A4190%E4%B8%87%E5%85%83%20%26%20%7Bid%7D%3F%0A",
  );
});
