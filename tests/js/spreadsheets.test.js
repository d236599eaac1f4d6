// The spreadsheets.js of the portal: no text of a form is changed by its way into a workbook, and none becomes a formula.
import assert from "node:assert/strict";
import test from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { csv, xlsx } from "../../site_templates/theme/assets/javascripts/spreadsheets.js";

const partsOf = async (sheets) => unzipSync(new Uint8Array(await (await xlsx(sheets)).arrayBuffer()));
const sheetOf = async (row) => strFromU8((await partsOf([["sheet", [row]]]))["xl/worksheets/sheet1.xml"]);
const textsOf = (sheet) => [...sheet.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, text]) => text);

test("a CSV has a byte order mark, CRLF, quotes where needed and an apostrophe before what looks like a formula", async () => {
  const bytes = new Uint8Array(await csv([["a", 'b"c', "1,2"], ["=6人", null, 7]]).arrayBuffer());
  assert.deepEqual([...bytes.slice(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.equal(strFromU8(bytes.slice(3)), "a,\"b\"\"c\",\"1,2\"\r\n'=6人,,7\r\n");
});

test("numbers are numbers; texts are texts, with their leading noughts, and stay texts where they look like formulas", async () => {
  const sheet = await sheetOf([7, "007", "=1+1", null, ""]);
  assert.ok(sheet.includes("<row><c><v>7</v></c>"));
  assert.ok(sheet.includes('<c t="inlineStr"><is><t xml:space="preserve">007</t></is></c>'));
  assert.ok(sheet.includes('<c t="inlineStr" s="1"><is><t xml:space="preserve">=1+1</t></is></c><c/><c/></row>'));
  assert.ok(!sheet.includes("<f"));
});

test("what XML would take for its own, and what it cannot hold, is escaped", async () => {
  const texts = textsOf(await sheetOf(["a]]>b", "<&>", "\u0000\u001f\r", "_x0041_", "\ud800", "😀"]));
  assert.deepEqual(texts, [
    "a]]&gt;b", "&lt;&amp;&gt;", "_x0000__x001F__x000D_", "_x005F_x0041_", "_xD800_", "😀",
  ]);
});

test("a text longer than Excel can hold is cut at its limit, and no other", async () => {
  const [longest, longer] = textsOf(await sheetOf(["字".repeat(32_767), "字".repeat(40_000)]));
  assert.deepEqual([longest.length, longer.length], [32_767, 32_767]);
});

test("a workbook has the parts that it declares, one for each sheet, and the same rows make the same bytes", async () => {
  const sheets = [["甲", [["a"]]], ["乙", [["b"]]]];
  const parts = await partsOf(sheets);
  const declared = [...strFromU8(parts["[Content_Types].xml"]).matchAll(/PartName="\/([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(declared, ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]);
  assert.ok(declared.every((name) => name in parts));
  const once = await (await xlsx(sheets)).arrayBuffer();
  assert.deepEqual(once, await (await xlsx(sheets)).arrayBuffer());
});

test("a column of addresses can be followed, the rows can be filtered, and the columns have widths", async () => {
  const rows = [["name", "page_url"], ["绩效指标的名称", "https://example.cn/a/?b=1&c=2#d"], ["b", "https://example.cn/"]];
  const made = await partsOf([["sheet", rows, { filter: true, links: 1 }]]);
  const sheet = strFromU8(made["xl/worksheets/sheet1.xml"]);
  assert.ok(sheet.includes('<col min="1" max="1" width="16" customWidth="1"/>'));
  assert.ok(sheet.includes('<autoFilter ref="A1:B3"/><hyperlinks><hyperlink ref="B2" r:id="l0"/><hyperlink ref="B3" r:id="l1"/></hyperlinks>'));
  assert.ok(sheet.includes('<c s="2" t="inlineStr"><is><t xml:space="preserve">https://example.cn/a/?b=1&amp;c=2#d'));
  const related = strFromU8(made["xl/worksheets/_rels/sheet1.xml.rels"]);
  assert.ok(related.includes('Id="l0"') && related.includes('Target="https://example.cn/a/?b=1&amp;c=2#d" TargetMode="External"'));
  assert.ok(!("xl/worksheets/_rels/sheet1.xml.rels" in await partsOf([["sheet", rows]])));
});
