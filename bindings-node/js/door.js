// From a typed call to the bytes of the one door, and back.
// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.
import { tableFromIPC } from "apache-arrow";
import { toBytes, toDocument, toTable } from "./columns.js";
import { failure, problem } from "./errors.js";
import { NAMES, OPERATIONS } from "./specs.js";
import { send, sendAsync } from "./transport.js";

/** More rows than this go through the door in parts, where the operation can be computed in parts. */
export const limits = { chunkRows: 4_000_000, chunkBytes: 256 * 2 ** 20 };

const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** Runs an operation; `given` holds its positional tables. */
export function run(operation, given, options) {
  const request = prepare(operation, given, options);
  const parts = partsOf(request);
  if (parts) {
    const states = parts.map((table) => unwrap(send(verb(request, "partial", table)))[0]);
    const state = unwrap(send(stateful(operation, "merge", states)));
    return result(operation, unwrap(send(stateful(operation, "finish", state))));
  }
  return result(operation, unwrap(send(verb(request, "call"))));
}

/** As `run`, off the main thread. Bytes of the caller are copied before the promise is returned. */
export async function runAsync(operation, given, options, control = {}) {
  const { signal } = control;
  if (signal?.aborted) throw canceled(signal);
  if (given.some(isBlob)) given = await Promise.all(given.map((value, i) => (isBlob(value) ? read(value, operation.tables[i]) : value)));
  const request = prepare(operation, given, options);
  const parts = partsOf(request);
  const ask = async (message) => {
    if (signal?.aborted) throw canceled(signal);
    const outcome = await sendAsync(message, control);
    if (outcome.code === "KELIU_CANCELED") throw canceled(signal);
    return unwrap(outcome);
  };
  if (parts) {
    const states = [];
    for (const table of parts) states.push((await ask(verb(request, "partial", table)))[0]);
    const state = await ask(stateful(operation, "merge", states));
    return result(operation, await ask(stateful(operation, "finish", state)));
  }
  return result(operation, await ask(verb(request, "call")));
}

/** Turns a part of the rows into a state. */
export function partial(name, table, options) {
  const operation = find(name);
  return unwrap(send(verb(prepare(operation, [table], options), "partial")))[0];
}

/** Merges states into one, in the order of the list. */
export function merge(name, states) {
  return unwrap(send(stateful(find(name), "merge", states)))[0];
}

/** Turns a state into the result. */
export function finish(name, state) {
  const operation = find(name);
  return result(operation, unwrap(send(stateful(operation, "finish", [state]))));
}

/** A name that is none goes to the core, which knows the nearest. */
function find(name) {
  return Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : { name: String(name), tables: [], returns: [] };
}

function isBlob(value) {
  return typeof value?.arrayBuffer === "function";
}

/** The bytes of a blob; of a file with its name. */
async function read(blob, role) {
  const bytes = await blob.arrayBuffer();
  return isFile(role) && blob.name !== undefined ? { bytes, name: blob.name } : bytes;
}

/** True if the caller brings a file, not a table. */
function isFile(role) {
  return role?.columns.bytes === "bytes";
}

function canceled(signal) {
  return problem("KELIU_CANCELED", {}, { cause: signal?.reason });
}

/** Tables by name, with their bytes; the rest of the options as JSON. */
function prepare(operation, given, options) {
  const tables = new Map();
  const rest = {};
  const optional = new Map();
  operation.tables.forEach((role, i) => {
    if (role.required) tables.set(role, given[i]);
    else optional.set(camel(role.name), role);
  });
  const plain = options !== null && typeof options === "object" && !Array.isArray(options);
  for (const [name, value] of Object.entries(plain ? options : {})) {
    if (optional.has(name)) tables.set(optional.get(name), value);
    else rest[name] = value;
  }
  if (plain && rest.columns !== null && typeof rest.columns === "object") rest.columns = tableNames(operation, rest.columns);
  const main = operation.tables[0];
  const converted = [...tables]
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([role, value]) => [role.name, isFile(role) ? toDocument(value, role.name) : toTable(value, role.table, role.columns, renamed(rest.columns, role, role === main))]);
  return { operation, tables: converted, options: JSON.stringify(plain ? rest : options ?? null, json) };
}

/** JSON has no word for some values: as texts they are refused with their name. */
function json(_, value) {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/** `columns` may name a table in camelCase, as the options do. */
function tableNames(operation, columns) {
  const role = (key) => operation.tables.find(({ name }) => camel(name) === key)?.name ?? key;
  return Object.fromEntries(Object.entries(columns).map(([key, value]) => [value && typeof value === "object" ? role(key) : key, value]));
}

/** The caller's names of columns with the contract's name of each. */
function renamed(columns, role, main) {
  const names = new Map();
  for (const [key, value] of Object.entries(columns ?? {})) {
    if (typeof value === "string" && main) names.set(value, key);
    if (value && typeof value === "object" && key === role.name) {
      for (const [own, caller] of Object.entries(value)) names.set(caller, own);
    }
  }
  return names;
}

/** The main table cut in parts, or nothing where one call does. */
function partsOf({ operation, tables }) {
  if (!operation.folds || tables.length !== 1) return undefined;
  let [[, table]] = tables;
  if (table instanceof Uint8Array) {
    if (table.byteLength <= limits.chunkBytes) return undefined;
    table = tableFromIPC(table);
  }
  if (table.numRows <= limits.chunkRows) return undefined;
  const parts = [];
  for (let row = 0; row < table.numRows; row += limits.chunkRows) parts.push(table.slice(row, row + limits.chunkRows));
  return parts;
}

function verb(request, name, part) {
  const { operation, tables, options } = request;
  return {
    verb: name,
    operation: operation.name,
    names: tables.map(([table]) => table),
    tables: tables.map(([, table]) => toBytes(part ?? table)),
    // Bytes that were made here may be moved to another thread instead of copied.
    own: tables.map(([, table]) => !(table instanceof Uint8Array)),
    options,
  };
}

function stateful(operation, name, states) {
  const tables = Array.from(states);
  return { verb: name, operation: operation.name, names: tables.map(() => "state"), tables, own: tables.map(() => false), options: "null" };
}

function unwrap(outcome) {
  if (!outcome.code) return outcome.parts;
  throw failure(outcome.code, inCamelCase(outcome.message));
}

/** The core's words name options and operations in its own way of writing. */
export function inCamelCase(message) {
  const [first, ...rest] = message.split("\n  try: ");
  const said = first.replace(/(table )?`([a-z_]+)`/g, (all, table, name) => (!table && NAMES.has(name) ? `\`${camel(name)}\`` : all));
  const hints = rest.map((hint) => hint.replace(/"[^"]*"|[a-z]+(?:_[a-z]+)+/g, (word) => (NAMES.has(word) ? camel(word) : word)));
  return [said, ...hints].join("\n  try: ");
}

function result(operation, parts) {
  if (operation.returns.length === 0) return parts[0];
  const tables = parts.map((bytes) => {
    const table = tableFromIPC(bytes);
    return Object.defineProperty(table, "report", { value: table.schema.metadata.get("keliu.report"), enumerable: false });
  });
  if (tables.length === 1) return tables[0];
  return Object.fromEntries(operation.returns.map((name, i) => [camel(name), tables[i]]));
}
