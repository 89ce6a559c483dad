import type { Foldable } from "./operations.js";
import type { TableLike } from "./tables.js";

export * from "./errors.js";
export * from "./flags.js";
export * from "./operations.js";
export * from "./tables.js";

/** Where the module comes from: an address, a response, its bytes, or a compiled module. */
export type ModuleSource = string | URL | Response | ArrayBuffer | Uint8Array | WebAssembly.Module;

/** Loads the module, by default from the file that lies in the package. Later calls do nothing. */
export default function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** Loads the module at once, from its bytes or compiled. */
export declare function initSync(source: ArrayBuffer | Uint8Array | WebAssembly.Module): void;

/** Turns a part of the rows into a state: bytes to keep, to send, and to merge. */
export declare function partial<Name extends keyof Foldable>(
  operation: Name, table: TableLike, options?: Foldable[Name]["options"],
): Uint8Array;

/** Merges states into one; where the order of rows matters, later rows come later in the list. */
export declare function merge(operation: keyof Foldable, states: Iterable<Uint8Array>): Uint8Array;

/** Turns a state into the result, the same bits as one call with all rows. */
export declare function finish<Name extends keyof Foldable>(operation: Name, state: Uint8Array): Foldable[Name]["result"];
