// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.

/** IPC streams by the names of the operation's tables. */
export interface Streams {
  readonly [table: string]: Uint8Array;
}

/** Runs an operation by its name in the registry, such as `clean_counts`: IPC streams in, IPC streams out. */
export declare function call(operation: string, tables: Streams, options?: object | null): Uint8Array[];

/** Turns a part of the rows into a state. */
export declare function partial(operation: string, tables: Streams, options?: object | null): Uint8Array;

/** Merges states into one, in the order of the list. */
export declare function merge(operation: string, states: readonly Uint8Array[]): Uint8Array;

/** Turns a state into the IPC streams of the result. */
export declare function finish(operation: string, state: Uint8Array): Uint8Array[];
