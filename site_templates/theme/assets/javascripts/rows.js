// Every indicator row as a table of columns that can be filtered and sorted: each column is its distinct values, and for
// each row the place of its value. build_scripts/tables/chunks.py describes the files; this knows no page.
import { alphabetical, compared, folded, keyOf, repeated, typed } from "./words.js";

export const SEVERITIES = { error: "errors", warning: "warnings", note: "notes" };
const SEARCHED = ["name_raw", "target_raw", "actual_raw"];

// The parts of a column, each plain or with distinct values of its own, as one.
const joined = (parts, size) => {
  const places = new Map();
  const place = (value) => {
    if (!places.has(value)) places.set(value, places.size);
    return places.get(value);
  };
  const at = new Uint32Array(size);
  let row = 0;
  for (const part of parts) {
    const own = Array.isArray(part) ? null : part.values.map(place);
    for (const item of own ? part.at : part) {
      at[row] = own ? own[item] : place(item);
      row += 1;
    }
  }
  return { values: [...places.keys()], at };
};

const columnsOf = (size, pieces) => {
  const columns = {};
  const { forms = {}, form, ...own } = pieces[0] ?? {};
  for (const name of Object.keys(forms)) {
    columns[name] = joined(pieces.map((piece) => ({ values: piece.forms[name], at: piece.form })), size);
  }
  for (const name of Object.keys(own)) columns[name] = joined(pieces.map((piece) => piece[name]), size);
  return columns;
};

// Names of places are those of a language (0 Chinese, 1 English); codes sort in the order given for their column.
export const tableOf = (index, chunks, { language, codes }) => {
  const size = index.rows;
  const columns = columnsOf(size, chunks.flat());
  const value = (row, column) => columns[column].values[columns[column].at[row]];
  const place = (column, id) => index.names[column][id][language];

  // The name of a department; of several of one name each with its jurisdiction.
  const alike = repeated(Object.values(index.names.department_id ?? {}).map((names) => names[language]));
  const department = (id) => {
    const name = place("department_id", id);
    return alike.has(name) ? `${name} (${place("jurisdiction_id", id.split("/")[0])})` : name;
  };

  // --- Filters: a value of a column either passes or does not; a row passes where all of its values do. ---

  const passing = (column, test) => {
    const { values, at } = columns[column];
    const passes = Uint8Array.from(values, test);
    return (row) => passes[at[row]];
  };

  const counted = (severities) => {
    const tests = severities.map((severity) => passing(SEVERITIES[severity], (count) => count > 0));
    return (row) => tests.some((test) => test(row));
  };

  // What is told by two columns, or by where a number lies; a row without the numbers passes none.
  const numeric = (row, column) => {
    const text = value(row, column);
    return text === null || text === "" ? NaN : Number(text);
  };
  const marks = { full: (lost) => lost === 0, less: (lost) => lost > 0 };
  const limits = { exact: (share) => share === 100, above: (share) => share > 100, below: (share) => share < 100 };
  const measured = {
    marks: (wanted) => (row) => marks[wanted](Number((numeric(row, "weight") - numeric(row, "score")).toFixed(6))),
    limit: (wanted) => passing("attainment", (text) => text !== null && text !== "" && limits[wanted](Number(text))),
  };

  const searches = new Map();
  const containing = (word) => {
    const tests = SEARCHED.map((column) => {
      if (!searches.has(column)) searches.set(column, columns[column].values.map(folded));
      const prepared = searches.get(column);
      return passing(column, (_, item) => prepared[item].includes(word));
    });
    return (row) => tests.some((test) => test(row));
  };

  const filters = (chosen) =>
    Object.entries(chosen).flatMap(([name, wanted]) => {
      if (name === "text") return typed(wanted).map(containing);
      if (name in measured) return measured[name](wanted);
      if (name !== "finding") return passing(name, (item) => String(item ?? "-") === wanted);
      const any = counted(wanted in SEVERITIES ? [wanted] : Object.keys(SEVERITIES));
      return wanted === "none" ? (row) => !any(row) : any;
    });

  // --- Order: rows alike stay as published. ---

  const keysOf = (column) => {
    const order = codes[column];
    if (column in index.names) return (item) => ({ number: null, text: place(column, item) });
    if (order) return (item) => ({ number: item === null ? null : order.indexOf(String(item)), text: "" });
    return (item) => keyOf(String(item ?? "").trim());
  };

  // An error weighs more than any number of doubts, a doubt more than any number of remarks.
  const weight = (row) => Object.values(SEVERITIES).reduce((sum, column) => sum * 1000 + value(row, column), 0);

  const ranks = (column, sign) => {
    if (column === "finding") return (row) => sign * weight(row);
    const { values, at } = columns[column];
    const keys = values.map(keysOf(column));
    const sorted = [...keys.keys()].sort((a, b) => compared(keys[a], keys[b], sign));
    const rank = new Uint32Array(values.length);
    sorted.forEach((item, position) => {
      const before = position && compared(keys[sorted[position - 1]], keys[item], sign) === 0;
      rank[item] = before ? rank[sorted[position - 1]] : position;
    });
    return (row) => rank[at[row]];
  };

  const orders = new Map();
  const ordered = (sort) => {
    if (!orders.has(sort)) {
      const rank = sort ? ranks(sort.replace(/^-/, ""), sort.startsWith("-") ? -1 : 1) : () => 0;
      const keys = Float64Array.from({ length: size }, (_, row) => rank(row) * size + row).sort();
      orders.set(sort, Uint32Array.from(keys, (key) => key - Math.floor(key / size) * size));
    }
    return orders.get(sort);
  };

  return {
    size,
    value,
    place,
    department,
    indicator: (row) => `${value(row, "statement_id")}#${value(row, "row")}`,
    // The ids of places that pass, by their names.
    ids: (column, wanted = () => true) =>
      [...new Set(columns[column].values)].filter(wanted).sort((a, b) => alphabetical(place(column, a), place(column, b))),
    matching: (chosen, sort) => {
      const tests = filters(chosen);
      return ordered(sort).filter((row) => tests.every((test) => test(row)));
    },
  };
};
