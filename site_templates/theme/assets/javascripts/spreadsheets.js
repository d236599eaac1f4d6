// Rows → files that spreadsheets open: CSV as the portal publishes it, and XLSX (ECMA-376) without any library.
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
const escaped = (text) =>
  text
    .slice(0, LONGEST_CELL)
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Surrogate}/gu, (sign) => {
      return `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
    })
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");

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
    `<styleSheet ${MAIN}><fonts count="1"><font/></fonts>` +
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' +
    `<cellStyleXfs count="1"><xf ${PLAIN}/></cellStyleXfs>` +
    `<cellXfs count="2"><xf ${PLAIN} xfId="0"/><xf ${PLAIN} xfId="0" quotePrefix="1"/></cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
});

// Returns the blob of a workbook: of each sheet its name and its rows, of which the first stays in sight.
export const xlsx = (sheets) => {
  const written = sheets.map(([, rows], index) => [
    `xl/worksheets/sheet${index + 1}.xml`,
    [
      `${XML}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" ` +
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>',
      ...rows.map((row) => `<row>${row.map(xlsxCell).join("")}</row>`),
      "</sheetData></worksheet>",
    ],
  ]);
  return zip([...Object.entries(parts(sheets)).map(([name, text]) => [name, [XML, text]]), ...written]);
};

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const crc32 = (bytes) => {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC[(value ^ byte) & 255] ^ (value >>> 8);
  return ~value >>> 0;
};

// The fields of a ZIP header, each with its width in bytes, as little-endian numbers.
const header = (...fields) => {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, width]) => sum + width, 0)));
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += width;
  }
  return view.buffer;
};

const DEFLATED = 8;
const UTF8 = 0x800;
const FIRST_DAY = 0x21; // 1 January 1980: the same rows make the same file

const zip = async (parts) => {
  const local = [];
  const central = [];
  let offset = 0;
  let listed = 0;
  for (const [path, texts] of parts) {
    const name = new TextEncoder().encode(path);
    const plain = new Blob(texts);
    const packed = await new Response(plain.stream().pipeThrough(new CompressionStream("deflate-raw"))).blob();
    const crc = crc32(new Uint8Array(await plain.arrayBuffer()));
    const about = [[20, 2], [UTF8, 2], [DEFLATED, 2], [0, 2], [FIRST_DAY, 2], [crc, 4], [packed.size, 4], [plain.size, 4]];
    const head = header([0x04034b50, 4], ...about, [name.length, 2], [0, 2]);
    const entry = header(
      [0x02014b50, 4], [20, 2], ...about, [name.length, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4],
    );
    local.push(head, name, packed);
    central.push(entry, name);
    offset += head.byteLength + name.length + packed.size;
    listed += entry.byteLength + name.length;
  }
  const end = header([0x06054b50, 4], [0, 2], [0, 2], [parts.length, 2], [parts.length, 2], [listed, 4], [offset, 4], [0, 2]);
  return new Blob([...local, ...central, end], { type: `${TYPE}.sheet` });
};
