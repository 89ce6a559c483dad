// Golden cases in JavaScript: how their tables are built and how results are compared. Runs in Node and in pages.
import * as arrow from "apache-arrow";

/** Types that Arrow for JavaScript cannot write. */
const NOT_EXPRESSIBLE = new Set();

export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const INTEGERS = { i8: arrow.Int8, i16: arrow.Int16, i32: arrow.Int32, i64: arrow.Int64, u8: arrow.Uint8, u16: arrow.Uint16, u32: arrow.Uint32, u64: arrow.Uint64 };
const FLOATS = { f32: arrow.Float32, f64: arrow.Float64 };
const TEXTS = { utf8: arrow.Utf8, large_utf8: arrow.LargeUtf8, utf8_view: arrow.Utf8View };
const UNITS = {
  s: [arrow.TimestampSecond, 1n],
  ms: [arrow.TimestampMillisecond, 1000n],
  us: [arrow.TimestampMicrosecond, 1_000_000n],
  ns: [arrow.TimestampNanosecond, 1_000_000_000n],
};
const DAY_MS = 86_400_000;

/** A time in units of which `perSecond` make a second: ISO text, or the number itself. */
export function ticks(value, perSecond) {
  if (typeof value === "number" || /^-?\d+$/.test(value)) return BigInt(value);
  const [, text, fraction = "", zone = "Z"] = /^(.*?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)?$/.exec(value);
  const ms = Date.parse(text + zone);
  if (Number.isNaN(ms)) throw new Error(`not a time: ${value}`);
  return ((BigInt(ms) / 1000n) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"))) / (1_000_000_000n / perSecond);
}

const days = (value) => (typeof value === "number" ? value : Date.parse(value) / DAY_MS);

const float = (value) => (value === null ? null : Number(value));

function vector(type, values) {
  if (type in TEXTS) return arrow.vectorFromArray(values, new TEXTS[type]());
  if (type === "dict") return arrow.vectorFromArray(values, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32()));
  if (type in INTEGERS) {
    const wide = type.endsWith("64");
    return arrow.vectorFromArray(values.map((value) => (value === null ? null : wide ? BigInt(value) : Number(value))), new INTEGERS[type]());
  }
  if (type in FLOATS) return arrow.vectorFromArray(values.map(float), new FLOATS[type]());
  if (type === "bool") return arrow.vectorFromArray(values, new arrow.Bool());
  if (type === "null") return new arrow.Vector([arrow.makeData({ type: new arrow.Null(), length: values.length })]);
  if (type === "date32") {
    return fixed(new arrow.DateDay(), Int32Array.from(values, (value) => (value === null ? 0 : days(value))), values);
  }
  const stamp = /^ts\[(s|ms|us|ns)(?:,(.+))?\]$/.exec(type);
  if (!stamp) throw new Error(`the type ${type} is not known to this runner`);
  const [, unit, zone] = stamp;
  const [Type, perSecond] = UNITS[unit];
  const data = BigInt64Array.from(values, (value) => (value === null ? 0n : ticks(value, perSecond)));
  return fixed(new Type(zone ?? null), data, values);
}

function fixed(type, data, values) {
  const nullBitmap = new Uint8Array((values.length + 63 >> 6) * 8);
  values.forEach((value, i) => { if (value !== null) nullBitmap[i >> 3] |= 1 << (i & 7); });
  const nullCount = values.filter((value) => value === null).length;
  return new arrow.Vector([arrow.makeData({ type, data, length: data.length, nullCount, nullBitmap })]);
}

/** What of a case JavaScript cannot express: types of columns, and options beyond the whole numbers it has. */
export function inexpressible(golden) {
  const types = Object.values(golden.tables).flatMap((table) => Object.values(table).map(([type]) => type));
  const unsafe = Object.values(golden.options ?? {}).filter((value) => Number.isInteger(value) && !Number.isSafeInteger(value));
  return [...types.filter((type) => NOT_EXPRESSIBLE.has(type)), ...unsafe];
}

function table(columns) {
  return new arrow.Table(Object.fromEntries(Object.entries(columns).map(([name, [type, values]]) => [name, vector(type, values)])));
}

function options(given) {
  if (given === null || typeof given !== "object" || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [camel(name), value]));
}

/** Calls the operation of a case; `positional` are the names of its required tables. */
export function callCase(golden, operations, specs) {
  const name = camel(golden.operation);
  const spec = specs[name];
  const required = spec.tables.filter((role) => role.required).map((role) => role.name);
  const given = Object.fromEntries(Object.entries(golden.tables).map(([role, columns]) => [role, table(columns)]));
  const optional = Object.entries(given).filter(([role]) => !required.includes(role)).map(([role, value]) => [camel(role), value]);
  const all = optional.length === 0 ? options(golden.options) : { ...options(golden.options), ...Object.fromEntries(optional) };
  return operations[name](...required.map((role) => given[role]), all);
}

const { Type } = arrow;

/** Each kind: the Arrow types that hold it, and a result and an expectation in a form where `Object.is` compares bits. */
const KINDS = {
  number: [[Type.Float], (value) => value, Number],
  whole: [[Type.Int], BigInt, BigInt],
  text: [[Type.Dictionary, Type.Utf8], String, String],
  time: [[Type.Timestamp], (value) => value, (value) => ticks(value, 1_000_000n)],
  date: [[Type.Date], (value) => value / DAY_MS, days],
  truth: [[Type.Bool], Boolean, Boolean],
};

function rawValues(vector) {
  if (!arrow.DataType.isTimestamp(vector.type)) return [...vector];
  return vector.data.flatMap((part) => Array.from({ length: part.length }, (_, i) => (part.getValid(i) ? part.values[i] : null)));
}

/** What differs between a result and what a case expects; nothing where all is as it should be. */
export function differences(golden, result, flagNames) {
  const main = typeof result.getChild === "function" ? result : Object.values(result)[0];
  const found = tableDifferences(golden.expect, main, flagNames, golden.tolerance);
  for (const [name, expect] of Object.entries(golden.expect_tables ?? {})) {
    const table = result[camel(name)];
    if (table) found.push(...tableDifferences(expect, table, flagNames, golden.tolerance).map((line) => `${name}: ${line}`));
    else found.push(`table ${name} is missing`);
  }
  return found;
}

function tableDifferences(expect, table, flagNames, tolerance = 0) {
  const found = [];
  for (const [column, [kind, expected]] of Object.entries(expect)) {
    const vector = table.getChild(column);
    if (!vector) {
      found.push(`column ${column} is missing`);
      continue;
    }
    const values = rawValues(vector);
    if (values.length !== expected.length) found.push(`${column} has ${values.length} rows, expected ${expected.length}`);
    const [types, got, wanted] = kind === "flags" ? flagForms(flagNames) : KINDS[kind];
    if (!types.includes(vector.type.typeId)) found.push(`${column} has type ${vector.type}, which is not of kind ${kind}`);
    expected.slice(0, values.length).forEach((value, row) => {
      const actual = values[row] === null ? null : got(values[row]);
      const target = value === null ? null : wanted(value);
      const near = kind === "number" && Math.abs(actual - target) <= tolerance * Math.max(1, Math.abs(target));
      if (!Object.is(actual, target) && !(tolerance > 0 && near)) found.push(`${column}[${row}] is ${String(actual)}, expected ${String(target)}`);
    });
  }
  return found;
}

function flagForms(flagNames) {
  const names = (value) => (Array.isArray(value) ? value : flagNames(value)).toSorted().join();
  return [[Type.Int], names, names];
}

/** Words of the core's messages as a face for JavaScript writes them. */
export function camelWords(text, names) {
  return text.replace(/[a-z]+(?:_[a-z]+)+/g, (word) => (names.has(word) ? camel(word) : word));
}

/** Runs a case; gives what is wrong, nothing where it passes. */
export function failuresOf(golden, face, specs, inCamelCase) {
  let result;
  try {
    result = callCase(golden, face, specs);
  } catch (error) {
    if (!golden.expect_error) return [`it failed: ${error.stack}`];
    const wrong = [];
    if (error.code !== golden.expect_error) wrong.push(`the code is ${error.code}, expected ${golden.expect_error}: ${error.message}`);
    if (!(error instanceof face.KeliuError)) wrong.push("the error is no KeliuError");
    const words = golden.expect_message ?? "";
    if (!error.message.includes(words) && !error.message.includes(inCamelCase(words))) {
      wrong.push(`the message is ${JSON.stringify(error.message)}, expected ${JSON.stringify(words)}`);
    }
    return wrong;
  }
  if (golden.expect_error) return [`it succeeded, expected ${golden.expect_error}`];
  return differences(golden, result, face.flagNames);
}
