import type { Foldable } from "./operations.js";
import type { TableLike } from "./tables.js";

export * from "./errors.js";
export * from "./flags.js";
export * from "./operations.js";
export * from "./tables.js";

/** Turns a part of the rows into a state: bytes to keep, to send, and to merge. */
export declare function partial<Name extends keyof Foldable>(
  operation: Name, table: TableLike, options?: Foldable[Name]["options"],
): Uint8Array;

/** Merges states into one; where the order of rows matters, later rows come later in the list. */
export declare function merge(operation: keyof Foldable, states: Iterable<Uint8Array>): Uint8Array;

/** Turns a state into the result, the same bits as one call with all rows. */
export declare function finish<Name extends keyof Foldable>(operation: Name, state: Uint8Array): Foldable[Name]["result"];
