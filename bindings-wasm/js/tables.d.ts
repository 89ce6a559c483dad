// One source for both packages: the generator copies this file from bindings-node to bindings-wasm.
import type { Table, Vector } from "apache-arrow";

/**
 * A column: a list, a typed array, or an Arrow vector.
 *
 * Instants may be `Date`, ISO 8601 text, numbers of milliseconds since 1970 (UTC), or bigint microseconds since
 * 1970 (UTC). `null` and `undefined` say that nothing was observed.
 */
export type Column = readonly unknown[] | Vector | Float64Array | Float32Array | BigInt64Array | BigUint64Array
  | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** A table as the caller has it: Arrow table, Arrow IPC bytes, an object of columns, or an array of rows. */
export type TableLike = Table | ArrayBuffer | ArrayBufferView | { readonly [column: string]: Column } | readonly object[];

/** As {@link TableLike}, or what gives its bytes later. */
export type AsyncTableLike = TableLike | Blob | Response;

/** A file as the caller has it: its bytes, its text, or either with its name. */
export type FileLike = ArrayBuffer | ArrayBufferView | string | { bytes: ArrayBuffer | ArrayBufferView | string; name?: string | undefined };

/** As {@link FileLike}, or what gives its bytes later, such as a file that was dropped on a page. */
export type AsyncFileLike = FileLike | Blob | Response;

/** The caller's names of columns: for the first table, or for a table by name. */
export interface ColumnNames {
  readonly [column: string]: string | { readonly [column: string]: string };
}

/** What a running call exchanges with its caller. */
export interface Control {
  /** Ends the call with a `LimitError` of the code `KELIU_CANCELED`. */
  signal?: AbortSignal | undefined;
  /** Is told about the pieces of work that are done; by Node only. */
  progress?: ((done: number, total: number) => void) | undefined;
}

declare const row: unique symbol;

/** A result: an Arrow table that knows the type of its rows. */
export interface ResultTable<Row> extends Table {
  /** One line that says what was found or done, where the operation has something to say. */
  readonly report: string | undefined;
  readonly [row]?: Row;
}

/** How {@link rows} gives instants: `Date`, ISO 8601 text in UTC, or microseconds since 1970. */
export type TimesAs = "date" | "iso" | "us";

/** The type of an instant. */
export interface TimeTypes { date: Date; iso: string; us: number }

/** A row whose instants are given as asked for. */
export type RowWith<Row, As extends TimesAs> = {
  [column in keyof Row]: Date extends Row[column] ? Exclude<Row[column], Date> | TimeTypes[As] : Row[column];
};

/**
 * The rows as plain objects: text, numbers, instants, and `null` where nothing was observed. Local days are text,
 * for they are no instants. Whole numbers are numbers, beyond 2⁵³ bigint.
 */
export declare function rows<Row, As extends TimesAs = "date">(
  table: ResultTable<Row>, options?: { times?: As | undefined },
): RowWith<Row, As>[];
export declare function rows(table: Table, options?: { times?: TimesAs | undefined }): Record<string, unknown>[];

/** The line that says what was found or done, where the operation has something to say. */
export declare function report(table: Table): string | undefined;

/**
 * The table as CSV with instants in UTC. With `excel`: the mark that tells Excel the encoding, line ends and
 * instants as Excel reads them, and an apostrophe before texts that Excel would take for a formula.
 */
export declare function toCsv(table: Table, options?: { excel?: boolean | undefined }): string;
