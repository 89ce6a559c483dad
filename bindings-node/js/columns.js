// Tables as the caller has them, as Arrow IPC streams.
// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.
import {
  Binary, Bool, DateDay, Dictionary, Float64, Int32, Int64, Null, RecordBatch, Table, TimestampMicrosecond, Uint32, Utf8,
  Vector, makeData, makeVector, tableFromIPC, tableToIPC, vectorFromArray,
} from "apache-arrow";
import { problem } from "./errors.js";

const TWO_32 = 2 ** 32;
const DAY_MS = 86_400_000;
const ARROW_FILE = [65, 82, 82, 79, 87, 49]; // "ARROW1": the file format, a stream with an index around it

/**
 * A table as an Arrow table, or as bytes where the caller has bytes.
 *
 * `kinds` says what the columns of the contract hold; `names` gives the contract's name of a renamed column.
 */
export function toTable(value, table, kinds, names) {
  const bytes = bytesOf(value);
  if (bytes) {
    return ARROW_FILE.every((letter, i) => bytes[i] === letter) ? tableFromIPC(bytes) : bytes;
  }
  // By shape, not by class: the caller may have another copy of apache-arrow.
  if (Array.isArray(value?.batches) && value.schema) return value;
  if (value instanceof RecordBatch) return new Table([value]);
  const columns = Array.isArray(value) ? columnsOfRows(value, kinds, names) : value;
  if (columns === null || typeof columns !== "object") {
    throw problem("KELIU_COLUMN_TYPE", {
      table, column: "*", found: columns === null ? "null" : typeof columns,
      expected: "an Arrow table, Arrow IPC bytes, an object of columns, or an array of rows",
    });
  }
  return tableOfColumns(columns, table, kinds, names);
}

/** A file as the table of one row that the door knows it as: its bytes, its text, or either with its name. */
export function toDocument(value, table) {
  if (Array.isArray(value?.batches) && value.schema) return value;
  const given = value?.bytes === undefined ? { bytes: value } : value;
  const bytes = typeof given.bytes === "string" ? new TextEncoder().encode(given.bytes) : bytesOf(given.bytes);
  if (!bytes) {
    const expected = "the bytes or the text of a file";
    throw problem("KELIU_COLUMN_TYPE", { table, column: "bytes", found: describe(given.bytes), expected });
  }
  const valueOffsets = Int32Array.of(0, bytes.byteLength);
  const content = new Vector([makeData({ type: new Binary(), length: 1, nullCount: 0, valueOffsets, data: bytes })]);
  if (given.name === undefined) return new Table({ bytes: content });
  return new Table({ bytes: content, name: vectorFromArray([String(given.name)], new Utf8()) });
}

/** The IPC stream of what `toTable` gave. */
export function toBytes(table) {
  return table instanceof Uint8Array ? table : tableToIPC(table, "stream");
}

function bytesOf(value) {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return undefined;
  const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  // Another thread may write to shared memory while it is read.
  return value.buffer instanceof ArrayBuffer ? bytes : bytes.slice();
}

function columnsOfRows(rows, kinds, names) {
  const columns = new Map();
  rows.forEach((row, i) => {
    for (const key in row) {
      let column = columns.get(key);
      if (!column) columns.set(key, (column = new Array(rows.length).fill(null)));
      column[i] = row[key];
    }
  });
  if (rows.length === 0) {
    const callers = new Map([...names].map(([caller, own]) => [own, caller]));
    for (const name of Object.keys(kinds)) columns.set(callers.get(name) ?? name, []);
  }
  return Object.fromEntries(columns);
}

function tableOfColumns(columns, table, kinds, names) {
  const vectors = {};
  let rows;
  for (const [name, values] of Object.entries(columns)) {
    const length = values?.length;
    if (typeof length !== "number" || typeof values === "string") {
      const expected = "an array, a typed array or an Arrow vector";
      throw problem("KELIU_COLUMN_TYPE", { table, column: name, found: describe(values), expected });
    }
    rows ??= length;
    if (length !== rows) throw problem("KELIU_COLUMN_LENGTH", { table, column: name, found: length, expected: rows });
    const kind = kinds[names.get(name) ?? name];
    const odd = kind === "text" ? oddName(values) : undefined;
    if (odd !== undefined) {
      const expected = "text, or whole numbers as ids";
      throw problem("KELIU_COLUMN_TYPE", { table, column: name, found: describe(odd), expected });
    }
    vectors[name] = vectorOf(values, kind);
  }
  return new Table(vectors);
}

/** The first value that is no name: as text, every object would be the same "[object Object]". */
function oddName(values) {
  if (ArrayBuffer.isView(values) || typeof values.getChildAt === "function") return undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const named = typeof value === "string" || typeof value === "bigint" || Number.isInteger(value);
    if (!named && value !== null && value !== undefined) return value;
  }
  return undefined;
}

function describe(value) {
  return value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
}

function vectorOf(values, kind) {
  if (typeof values.getChildAt === "function" || values instanceof Vector) return values;
  switch (kind) {
    case "text":
    case "shape": return ArrayBuffer.isView(values) ? makeVector(values) : texts(values);
    case "time": return times(values);
    case "date": return dates(values);
    case "id":
    case "whole":
    case "number": return numbers(values);
    case "flags": return flags(values);
    case "truth": return truths(values);
    // Its name is kept for the words of an error; its values are nobody's business.
    default: return new Vector([makeData({ type: new Null(), length: values.length })]);
  }
}

/** The validity bits, or nothing where no value is missing. */
function validity(values) {
  let nullBitmap;
  let nullCount = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== null && values[i] !== undefined) continue;
    nullBitmap ??= new Uint8Array((values.length + 63 >> 6) * 8).fill(255);
    nullBitmap[i >> 3] &= ~(1 << (i & 7));
    nullCount++;
  }
  return nullBitmap ? { nullBitmap, nullCount } : { nullCount };
}

function fixed(type, data, values) {
  return new Vector([makeData({ type, data, length: data.length, ...validity(values) })]);
}

/** Names repeat, so each is written once; whole numbers as ids become texts as the core writes them. */
function texts(values) {
  const codes = new Int32Array(values.length);
  const codeOf = new Map();
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    const name = typeof value === "string" ? value : value instanceof Date ? iso(value) : String(value);
    let code = codeOf.get(name);
    if (code === undefined) codeOf.set(name, (code = codeOf.size));
    codes[i] = code;
  }
  const dictionary = vectorFromArray([...codeOf.keys()], new Utf8());
  const type = new Dictionary(new Utf8(), new Int32());
  return new Vector([makeData({ type, data: codes, dictionary, length: codes.length, ...validity(values) })]);
}

function iso(date) {
  return Number.isNaN(date.getTime()) ? "Invalid Date" : date.toISOString();
}

/** Dates and numbers of milliseconds since 1970, UTC; whole numbers of type bigint are microseconds. */
function times(values) {
  const micros = new BigInt64Array(values.length);
  const halves = new Int32Array(micros.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    if (typeof value === "bigint") {
      micros[i] = value;
      if (micros[i] !== value) return texts(values);
      continue;
    }
    const ms = value instanceof Date ? value.getTime() : value;
    // Texts, and what is no time at all, are the core's to read or to refuse.
    if (typeof ms !== "number" || !(Math.abs(ms) < 9e12)) return texts(values);
    const us = Math.round(ms * 1000);
    const high = Math.floor(us / TWO_32);
    halves[2 * i] = us - high * TWO_32;
    halves[2 * i + 1] = high;
  }
  return fixed(new TimestampMicrosecond("UTC"), micros, values);
}

function dates(values) {
  const days = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    const day = value instanceof Date ? Math.floor(value.getTime() / DAY_MS) : value;
    if (typeof day !== "number" || !Number.isFinite(day)) return texts(values);
    days[i] = day;
  }
  return fixed(new DateDay(), days, values);
}

function numbers(values) {
  if (ArrayBuffer.isView(values)) return makeVector(values);
  const floats = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    if (typeof value === "bigint") return wholes(values);
    if (typeof value !== "number") return texts(values);
    floats[i] = value;
  }
  return fixed(new Float64(), floats, values);
}

function wholes(values) {
  const whole = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    if (typeof value !== "bigint" && !Number.isInteger(value)) return texts(values);
    whole[i] = BigInt(value);
    if (whole[i] !== BigInt(value)) return texts(values); // beyond 64 bits: the core refuses the column
  }
  return fixed(new Int64(), whole, values);
}

function flags(values) {
  const all = Array.from(values);
  const fits = (value) => value === null || value === undefined || (value >>> 0) === value;
  if (!all.every(fits)) return numbers(values);
  return fixed(new Uint32(), Uint32Array.from(all, (value) => value ?? 0), all);
}

function truths(values) {
  const all = Array.from(values, (value) => value ?? null);
  if (!all.every((value) => value === null || typeof value === "boolean")) return texts(all);
  return vectorFromArray(all, new Bool());
}
