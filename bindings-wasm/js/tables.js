// What to do with a result: rows, CSV, the report line.
// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.
import { DataType, DateUnit, Precision, TimeUnit, Vector } from "apache-arrow";

const US_PER = { [TimeUnit.SECOND]: 1e6, [TimeUnit.MILLISECOND]: 1e3, [TimeUnit.MICROSECOND]: 1, [TimeUnit.NANOSECOND]: 1e-3 };
const DAY_MS = 86_400_000;

/** The line that says what was found or done, where the operation has something to say. */
export function report(table) {
  return table.schema.metadata.get("keliu.report");
}

/** The rows as plain objects. */
export function rows(table, { times = "date" } = {}) {
  const names = table.schema.names;
  const columns = names.map((name) => values(table.getChild(name), times));
  const all = new Array(table.numRows);
  for (let i = 0; i < all.length; i++) {
    const row = {};
    for (let c = 0; c < names.length; c++) row[names[c]] = columns[c][i];
    all[i] = row;
  }
  return all;
}

/** The values of a column, read from its buffers: going through Arrow's iterators takes ten times as long. */
function values(vector, times) {
  const all = [];
  for (const part of vector.data) {
    const read = reader(vector.type, part, times);
    const whole = part.nullCount === 0;
    for (let i = 0; i < part.length; i++) all.push(whole || part.getValid(i) ? read(i) : null);
  }
  return all;
}

/** What gives the value at a place of a part of a column. */
function reader(type, part, times) {
  const raw = part.values;
  if (DataType.isDictionary(type)) {
    const names = values(part.dictionary, times);
    return (i) => names[raw[i]];
  }
  if (DataType.isTimestamp(type)) {
    const scale = US_PER[type.unit];
    const zone = type.timezone ? "Z" : "";
    if (times === "us") return (i) => Number(raw[i]) * scale;
    if (times === "iso") return (i) => isoOf(Number(raw[i]) * scale, zone);
    return (i) => new Date((Number(raw[i]) * scale) / 1000);
  }
  if (DataType.isDate(type) && type.unit === DateUnit.DAY) return dayReader(raw);
  if (DataType.isInt(type) && type.bitWidth === 64) return (i) => smaller(raw[i]);
  if (DataType.isInt(type) || (DataType.isFloat(type) && type.precision !== Precision.HALF)) return (i) => raw[i];
  const vector = new Vector([part]);
  return (i) => vector.get(i);
}

/** Local days as text; neighbors are mostly of the same day. */
function dayReader(raw) {
  let day;
  let text;
  return (i) => {
    if (raw[i] !== day) {
      day = raw[i];
      text = new Date(day * DAY_MS).toISOString().slice(0, 10);
    }
    return text;
  };
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
  const columns = table.schema.fields.map(({ name, type }) => {
    const write = DataType.isTimestamp(type) ? (text) => instant(text, excel) : (text) => cell(text, excel);
    return values(table.getChild(name), "iso").map((value) => (typeof value === "string" ? write(value) : value ?? ""));
  });
  const lines = [table.schema.names.map((name) => cell(name, excel)).join(",")];
  for (let i = 0; i < table.numRows; i++) lines.push(columns.map((column) => column[i]).join(","));
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
