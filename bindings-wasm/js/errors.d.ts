// Written by `cargo codegen` from what the core declares: change the core, not this file.

/** The stable codes. */
export type ErrorCode =
  | "KELIU_TABLE_MISSING"
  | "KELIU_COLUMN_MISSING"
  | "KELIU_COLUMN_TYPE"
  | "KELIU_COLUMN_LENGTH"
  | "KELIU_NAIVE_TIME"
  | "KELIU_MIXED_ZONES"
  | "KELIU_OPERATION_UNKNOWN"
  | "KELIU_OPTION_UNKNOWN"
  | "KELIU_OPTION_TYPE"
  | "KELIU_OPTION_RANGE"
  | "KELIU_TIME_ZONE_UNKNOWN"
  | "KELIU_NOT_FOLDABLE"
  | "KELIU_UNEXPECTED_NULL"
  | "KELIU_NOT_FINITE"
  | "KELIU_NOT_WHOLE"
  | "KELIU_COUNT_RANGE"
  | "KELIU_VALUE_RANGE"
  | "KELIU_BINS_REPEATED"
  | "KELIU_INTERVAL_REVERSED"
  | "KELIU_INTERVALS_OVERLAP"
  | "KELIU_PROPOSALS_OVERLAP"
  | "KELIU_BIN_SPANS_PERIODS"
  | "KELIU_DUPLICATE_ROW"
  | "KELIU_ALREADY_CALIBRATED"
  | "KELIU_GRIDS_DIFFER"
  | "KELIU_DIRECTION_MISSING"
  | "KELIU_ANCHORS_CONFLICT"
  | "KELIU_ANCHOR_OUTSIDE"
  | "KELIU_SHAPE_UNREADABLE"
  | "KELIU_SHAPE_INVALID"
  | "KELIU_PARTS_INTERLEAVE"
  | "KELIU_TIME_UNREADABLE"
  | "KELIU_TIME_OUT_OF_RANGE"
  | "KELIU_FILE_UNREADABLE"
  | "KELIU_FILE_ROW"
  | "KELIU_FILE_AMBIGUOUS"
  | "KELIU_BYTES_INVALID"
  | "KELIU_STATE_INVALID"
  | "KELIU_STATE_MISMATCH"
  | "KELIU_LIMIT_BINS"
  | "KELIU_LIMIT_CELLS"
  | "KELIU_LIMIT_TABLE"
  | "KELIU_LIMIT_FILE"
  | "KELIU_CANCELED"
  | "KELIU_INTERNAL";

/** The kinds of mistake. */
export type ErrorCategory = "Schema" | "Options" | "Data" | "Limit" | "Internal";

/** An error of the library: `code` never changes its meaning. */
export declare class KeliuError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, message: string, options?: ErrorOptions);
}

/** A table lacks a column, or a column has a type that cannot be read. */
export declare class SchemaError extends KeliuError {}

/** An option is unknown, has the wrong type, or is out of its range. */
export declare class OptionsError extends KeliuError {}

/** A value in a table, or a byte string, breaks a rule. */
export declare class DataError extends KeliuError {}

/** The answer would be larger than a limit allows, or the caller canceled. */
export declare class LimitError extends KeliuError {}

/** A fault in the library, never in the input. */
export declare class InternalError extends KeliuError {}

/** Every code with its category and when it occurs. */
export declare const CODES: readonly { readonly code: ErrorCode; readonly category: ErrorCategory; readonly summary: string }[];
