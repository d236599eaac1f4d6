// The rows.js behind Explore: rows that come in pieces are joined, filtered and sorted as the page promises.
import assert from "node:assert/strict";
import test from "node:test";
import { tableOf } from "../../site_templates/theme/assets/javascripts/rows.js";

const INDEX = {
  rows: 4,
  names: {
    jurisdiction_id: { heshan: ["赫山区", "Heshan"] },
    department_id: { "heshan/office": ["办公室", "Office"], "heshan/archives": ["档案馆", "Archives"] },
  },
};
// Two pieces: each has forms and distinct values of its own, so that one value stands at two places.
const PIECES = [
  {
    forms: { statement_id: ["heshan/office/2023/a"], jurisdiction_id: ["heshan"], department_id: ["heshan/office"] },
    form: [0, 0, 0],
    row: ["i-aaaaaaaa", "i-bbbbbbbb", "i-cccccccc"],
    order: [1, 2, 3],
    errors: [0, 1, 0],
    warnings: [2, 0, 0],
    notes: [0, 0, 0],
    level1: { values: ["output", null], at: [0, 1, 0] },
    name_raw: { values: ["热线接听率", "培训人数"], at: [0, 1, 1] },
    target_raw: { values: ["≥95%", "＝６人", ""], at: [0, 1, 2] },
    actual_raw: { values: [null], at: [0, 0, 0] },
    score_raw: { values: ["9", "10", ""], at: [0, 1, 2] },
  },
  {
    forms: { statement_id: ["heshan/archives/2023/b"], jurisdiction_id: ["heshan"], department_id: ["heshan/archives"] },
    form: [0],
    row: ["i-aaaaaaaa"],
    order: [1],
    errors: [0],
    warnings: [0],
    notes: [3],
    level1: { values: ["satisfaction"], at: [0] },
    name_raw: { values: ["培训人数"], at: [0] },
    target_raw: { values: ["Ⅱ类"], at: [0] },
    actual_raw: { values: ["完成"], at: [0] },
    score_raw: { values: ["不计"], at: [0] },
  },
];
const codes = { level1: ["", "output", "outcome", "satisfaction", "-"] };
const table = tableOf(INDEX, PIECES.map((piece) => [piece]), { language: 1, codes });
const found = (chosen, sort = "") => [...table.matching(chosen, sort)];

test("the pieces are one table: each row has its form's values and its own", () => {
  assert.equal(table.size, 4);
  assert.deepEqual([0, 1, 2, 3].map(table.indicator), [
    "heshan/office/2023/a#i-aaaaaaaa",
    "heshan/office/2023/a#i-bbbbbbbb",
    "heshan/office/2023/a#i-cccccccc",
    "heshan/archives/2023/b#i-aaaaaaaa",
  ]);
  assert.deepEqual([table.value(1, "name_raw"), table.value(3, "name_raw")], ["培训人数", "培训人数"]);
  assert.equal(table.value(2, "actual_raw"), null);
});

test("a department is told by its name, of several of one name with its jurisdiction", () => {
  const names = {
    jurisdiction_id: { heshan: ["赫山区", "Heshan"], jiangxia: ["江夏区", "Jiangxia"] },
    department_id: { "heshan/a": ["财政局", "Finance"], "jiangxia/b": ["财政局", "Treasury"], "jiangxia/c": ["档案馆", "Archives"] },
  };
  const told = (language) => Object.keys(names.department_id).map(tableOf({ rows: 0, names }, [], { language, codes: {} }).department);
  assert.deepEqual(told(0), ["财政局 (赫山区)", "财政局 (江夏区)", "档案馆"]);
  assert.deepEqual(told(1), ["Finance", "Treasury", "Archives"]);
});

test("one file or one for each piece: the table is the same", () => {
  const other = tableOf(INDEX, [PIECES], { language: 1, codes });
  for (const column of ["statement_id", "department_id", "order", "level1", "target_raw", "notes"]) {
    assert.deepEqual([0, 1, 2, 3].map((row) => other.value(row, column)), [0, 1, 2, 3].map((row) => table.value(row, column)));
  }
});

test("an empty table has no rows and no faults", () => {
  const empty = tableOf({ rows: 0, names: {} }, [], { language: 0, codes: {} });
  assert.deepEqual([...empty.matching({}, "")], []);
});

test("places have the names of the page's language and are listed by them", () => {
  assert.equal(table.place("department_id", "heshan/office"), "Office");
  assert.deepEqual(table.ids("department_id"), ["heshan/archives", "heshan/office"]);
  assert.deepEqual(table.ids("department_id", (id) => id.endsWith("office")), ["heshan/office"]);
});

test("a choice passes rows that have the value; - is a cell that the form does not have", () => {
  assert.deepEqual(found({}), [0, 1, 2, 3]);
  assert.deepEqual(found({ department_id: "heshan/archives" }), [3]);
  assert.deepEqual(found({ level1: "-" }), [1]);
  assert.deepEqual(found({ level1: "output", department_id: "heshan/archives" }), []);
});

test("every word must stand in name, target or actual value, however wide its letters are", () => {
  assert.deepEqual(found({ text: "培训" }), [1, 2, 3]);
  assert.deepEqual(found({ text: "培训 =6" }), [1]);
  assert.deepEqual(found({ text: "完成 ii" }), [3]);
});

test("rows are found by what was found on them", () => {
  assert.deepEqual(found({ finding: "any" }), [0, 1, 3]);
  assert.deepEqual(found({ finding: "error" }), [1]);
  assert.deepEqual(found({ finding: "none" }), [2]);
});

test("order: numbers by size, then texts, then blanks; codes as the form lists them; an error outweighs doubts", () => {
  assert.deepEqual(found({}, "score_raw"), [0, 1, 3, 2]);
  assert.deepEqual(found({}, "-score_raw"), [1, 0, 3, 2]);
  assert.deepEqual(found({}, "level1"), [0, 2, 3, 1]);
  assert.deepEqual(found({}, "-level1"), [3, 0, 2, 1]);
  assert.deepEqual(found({}, "-finding"), [1, 0, 3, 2]);
  assert.deepEqual(found({}, "department_id"), [3, 0, 1, 2]);
  assert.deepEqual(found({ text: "培训" }, "-score_raw"), [1, 3, 2]);
});
