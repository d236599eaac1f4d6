// Rows → files that spreadsheets open: CSV as the portal publishes it, and XLSX (ECMA-376), zipped by fflate.
// A row is a list of cells: numbers, texts, or null for nothing.

// White space as Python's \s knows it, with the zero-width space, so that both write the same CSV.
const RISKY =
  /^'*[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000]*[=+\-@\t\r\n\0＝＋－＠]/;

// An apostrophe before a text that a spreadsheet could take for a formula: csv_format.guarded, in the browser.
export const guarded = (text) => (RISKY.test(text) ? `'${text}` : text);

const field = (cell) => {
  if (cell === null) return "";
  const text = typeof cell === "number" ? String(cell) : guarded(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

// UTF-8 with a BOM and CRLF, byte for byte what csv_format makes of the same rows.
export const csv = (rows) =>
  new Blob(["\ufeff", ...rows.map((row) => `${row.map(field).join(",")}\r\n`)], { type: "text/csv;charset=utf-8" });

const LONGEST_CELL = 32767; // Excel refuses a file with a longer text

// What XML cannot hold is written as Excel writes it: _x0000_; a text that looks like that is escaped in turn.
const coded = (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text) => text.slice(0, LONGEST_CELL)
  .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
  .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Surrogate}/gu, coded)
  .replace(/[&<>]/g, (sign) => SIGNS[sign]);

// A text stays a text even when somebody edits its cell: style 1 has quotePrefix.
const xlsxCell = (cell) => {
  if (cell === null || cell === "") return "<c/>";
  if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
  const style = RISKY.test(cell) ? ' s="1"' : "";
  return `<c t="inlineStr"${style}><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
};

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org";
const MAIN = `xmlns="${OFFICE}/spreadsheetml/2006/main"`;
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"';
const PARTS_OF = `${OFFICE}/officeDocument/2006/relationships`;
const each = (sheets, text) => sheets.map((sheet, index) => text(index + 1, sheet)).join("");
const parts = (sheets) => ({
  "[Content_Types].xml":
    `<Types xmlns="${OFFICE}/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>` +
    each(sheets, (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`) +
    "</Types>",
  "_rels/.rels":
    `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" ` +
    `Type="${OFFICE}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml":
    `<workbook ${MAIN} xmlns:r="${OFFICE}/officeDocument/2006/relationships">` +
    `<sheets>${each(sheets, (n, [name]) => `<sheet name="${name}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
  "xl/_rels/workbook.xml.rels":
    `<Relationships xmlns="${OFFICE}/package/2006/relationships">` +
    each(sheets, (n) => `<Relationship Id="rId${n}" Type="${PARTS_OF}/worksheet" Target="worksheets/sheet${n}.xml"/>`) +
    `<Relationship Id="styles" Type="${PARTS_OF}/styles" Target="styles.xml"/></Relationships>`,
  "xl/styles.xml":
    `<styleSheet ${MAIN}><fonts count="2"><font/><font><u/><color rgb="FF0B5583"/></font></fonts>` +
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' +
    `<cellStyleXfs count="1"><xf ${PLAIN}/></cellStyleXfs>` +
    `<cellXfs count="3"><xf ${PLAIN} xfId="0"/><xf ${PLAIN} xfId="0" quotePrefix="1"/>` +
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
});

// The library stands in vendor/ and is fetched when the first workbook is asked for.
const zipped = async (files) => {
  const { zipSync } = await import("./vendor/fflate.js");
  const bytes = async (texts) => new Uint8Array(await new Blob([XML, ...texts]).arrayBuffer());
  const packed = await Promise.all(files.map(async ([path, texts]) => [path, await bytes(texts)]));
  const mtime = new Date(1980, 0, 1); // the first day that a ZIP knows: the same rows make the same file
  return new Blob([zipSync(Object.fromEntries(packed), { mtime })], { type: `${TYPE}.sheet` });
};

// Columns are as wide as most of what they hold, a Chinese character counting twice.
const [SAMPLE, NARROWEST, WIDEST] = [300, 6, 48];
const wide = (cell) => String(cell ?? "").replace(/[^\0-\u2e7f]/g, "**").length;
const widths = (rows) => rows[0].map((_, column) => {
  const longest = Math.max(...rows.slice(0, SAMPLE).map((row) => wide(row[column])));
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
});

const letters = (column) => (column < 26 ? "" : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
const MOST_LINKS = 65_530; // Excel follows no more of a sheet

const sheetOf = (rows, { filter = false, links = -1 } = {}) => {
  const linked = links < 0 ? [] : rows.slice(1, MOST_LINKS + 1).map((row, at) => [`${letters(links)}${at + 2}`, row[links]]);
  const cells = (row, line) => row.map((cell, column) => {
    const made = xlsxCell(cell);
    return line && column === links ? made.replace("<c ", '<c s="2" ') : made;
  }).join("");
  const columns = widths(rows).map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const sheet = [
    `<worksheet ${MAIN} xmlns:r="${PARTS_OF}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ` +
      `activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData>`,
    ...rows.map((row, line) => `<row>${cells(row, line)}</row>`),
    "</sheetData>",
    filter ? `<autoFilter ref="A1:${letters(rows[0].length - 1)}${rows.length}"/>` : "",
    linked.length ? `<hyperlinks>${linked.map(([place], at) => `<hyperlink ref="${place}" r:id="l${at}"/>`).join("")}</hyperlinks>` : "",
    "</worksheet>",
  ];
  const targets = linked.map(([, address], at) =>
    `<Relationship Id="l${at}" Type="${PARTS_OF}/hyperlink" Target="${escaped(address).replaceAll('"', "&quot;")}" TargetMode="External"/>`);
  const related = [`<Relationships xmlns="${OFFICE}/package/2006/relationships">`, ...targets, "</Relationships>"];
  return { sheet, related: linked.length ? related : null };
};

// Returns the blob of a workbook: of each sheet its name, its rows, of which the first stays in sight, and whether it has a
// filter and which column holds addresses.
export const xlsx = (sheets) => {
  const written = sheets.flatMap(([, rows, more], index) => {
    const { sheet, related } = sheetOf(rows, more);
    const name = `sheet${index + 1}.xml`;
    return [[`xl/worksheets/${name}`, sheet], ...(related ? [[`xl/worksheets/_rels/${name}.rels`, related]] : [])];
  });
  return zipped([...Object.entries(parts(sheets)).map(([name, text]) => [name, [text]]), ...written]);
};
