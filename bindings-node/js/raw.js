// The one door for those who have Arrow IPC bytes and want nothing else: no apache-arrow is loaded.
// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.
import { failure } from "./errors.js";
import { send } from "./transport.js";

function ask(verb, operation, tables, options) {
  const names = Object.keys(tables);
  const outcome = send({ verb, operation, names, tables: names.map((name) => tables[name]), options: JSON.stringify(options ?? null) });
  if (outcome.code) throw failure(outcome.code, outcome.message);
  return outcome.parts;
}

/** Runs an operation: IPC streams by the names of its tables in, IPC streams out. */
export function call(operation, tables, options) {
  return ask("call", operation, tables, options);
}

/** Turns a part of the rows into a state. */
export function partial(operation, tables, options) {
  return ask("partial", operation, tables, options)[0];
}

/** Merges states into one, in the order of the list. */
export function merge(operation, states) {
  return ask("merge", operation, Object.assign({}, states))[0];
}

/** Turns a state into the IPC streams of the result. */
export function finish(operation, state) {
  return ask("finish", operation, { state });
}
