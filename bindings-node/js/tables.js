// What to do with a result: rows, CSV, the report line.
// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.
import { DataType, TimeUnit } from "apache-arrow";

const US_PER = { [TimeUnit.SECOND]: 1e6, [TimeUnit.MILLISECOND]: 1e3, [TimeUnit.MICROSECOND]: 1, [TimeUnit.NANOSECOND]: 1e-3 };
const DAY_MS = 86_400_000;

/** The line that says what was found or done, where the operation has something to say. */
export function report(table) {
  return table.schema.metadata.get("keliu.report");
}

/** The rows as plain objects. */
export function rows(table, { times = "date" } = {}) {
  const all = Array.from({ length: table.numRows }, () => ({}));
  for (const field of table.schema.fields) {
    const read = reader(field.type, times);
    let row = 0;
    for (const value of values(table, field.name)) all[row++][field.name] = value === null ? null : read(value);
  }
  return all;
}

/** The values of a column; those of times are raw, because Arrow gives them as milliseconds. */
function* values(table, name) {
  const vector = table.getChild(name);
  if (!DataType.isTimestamp(vector.type)) {
    yield* vector;
    return;
  }
  for (const part of vector.data) {
    for (let i = 0; i < part.length; i++) yield part.getValid(i) ? part.values[i] : null;
  }
}

function reader(type, times) {
  if (DataType.isTimestamp(type)) {
    const scale = US_PER[type.unit];
    const zone = type.timezone ? "Z" : "";
    const micros = (value) => Number(value) * scale;
    if (times === "us") return micros;
    if (times === "iso") return (value) => isoOf(micros(value), zone);
    return (value) => new Date(micros(value) / 1000);
  }
  if (DataType.isDate(type)) return (value) => new Date(Math.floor(value / DAY_MS) * DAY_MS).toISOString().slice(0, 10);
  if (DataType.isInt(type)) return (value) => (typeof value === "bigint" ? smaller(value) : value);
  return (value) => value;
}

function smaller(value) {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** ISO 8601 in UTC with as many digits as there are. */
function isoOf(us, zone) {
  const text = new Date(Math.floor(us / 1000)).toISOString().slice(0, 19);
  const rest = ((us % 1e6) + 1e6) % 1e6;
  return text + (rest ? `.${String(rest).padStart(6, "0").replace(/0+$/, "")}` : "") + zone;
}

/** The table as CSV. */
export function toCsv(table, { excel = false } = {}) {
  const end = excel ? "\r\n" : "\n";
  const names = table.schema.fields.map((field) => field.name);
  const lines = [names.map((name) => cell(name, excel)).join(",")];
  for (const row of rows(table, { times: "iso" })) {
    lines.push(table.schema.fields.map(({ name, type }) => {
      const value = row[name];
      if (value === null) return "";
      if (typeof value !== "string") return String(value);
      return DataType.isTimestamp(type) ? instant(value, excel) : cell(value, excel);
    }).join(","));
  }
  return (excel ? "\uFEFF" : "") + lines.join(end) + end;
}

/** Excel reads a date and a time with a space between them, and no zone. */
function instant(text, excel) {
  return excel ? text.replace("T", " ").replace("Z", "") : text;
}

function cell(text, excel) {
  // A text that starts like a formula would be run as one.
  const safe = excel && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
