"""What can go wrong: one class per category, and a stable code in each error."""

# Generated; edit core/src/error.rs and run `cargo codegen`.

from __future__ import annotations

from typing import Final


class KeliuError(Exception):
    """Any error of keliu; `code` says which one, and never changes its meaning."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code

    def __str__(self) -> str:
        """Return the code and the message, with hints in further lines."""
        return f"{self.args[0]}: {self.args[1]}"


class SchemaError(KeliuError):
    """A table is missing, lacks a column, or has a column that cannot be read.

    - KELIU_TABLE_MISSING: A table that the operation needs was not given.
    - KELIU_COLUMN_MISSING: A required column is absent from an input table.
    - KELIU_COLUMN_TYPE: A column has a type that cannot be read as what it should hold.
    - KELIU_COLUMN_LENGTH: Columns of one table differ in length.
    - KELIU_NAIVE_TIME: A time column has no time zone and the call does not say which one is meant.
    - KELIU_MIXED_ZONES: The times of one table are partly with, partly without a time zone.
    """


class OptionsError(KeliuError, ValueError):
    """A name is unknown, or an option has a wrong type or value.

    - KELIU_OPERATION_UNKNOWN: No operation has this name.
    - KELIU_OPTION_UNKNOWN: The operation has no option of this name.
    - KELIU_OPTION_TYPE: An option has a value of the wrong type.
    - KELIU_OPTION_RANGE: An option is outside its range, or contradicts another.
    - KELIU_TIME_ZONE_UNKNOWN: The time zone is not in the IANA list and is no fixed offset.
    - KELIU_NOT_FOLDABLE: The operation cannot be computed in parts.
    """


class DataError(KeliuError):
    """A value in a table, or a byte string from outside, breaks a rule.

    - KELIU_UNEXPECTED_NULL: A value that must be there is null.
    - KELIU_NOT_FINITE: A number is NaN or infinite.
    - KELIU_NOT_WHOLE: A count has a fraction.
    - KELIU_COUNT_RANGE: A count is negative or larger than any sensor can count.
    - KELIU_VALUE_RANGE: A value lies outside the range of its column.
    - KELIU_BINS_REPEATED: The bins of one sensor cover a period more than once.
    - KELIU_INTERVAL_REVERSED: An interval does not end after it starts.
    - KELIU_INTERVALS_OVERLAP: Two intervals of one sensor overlap without being the same.
    - KELIU_PROPOSALS_OVERLAP: Two accepted corrections of one kind apply to the same time.
    - KELIU_BIN_SPANS_PERIODS: A bin reaches over the edge of the period it should be added to.
    - KELIU_DUPLICATE_ROW: A sensor is listed twice with different values.
    - KELIU_ALREADY_CALIBRATED: Counts to which a calibration factor has been applied are to be
      calibrated again.
    - KELIU_GRIDS_DIFFER: The bins of the sensors of one site are not on one grid.
    - KELIU_DIRECTION_MISSING: No sensor of a site counts one of the two directions.
    - KELIU_ANCHORS_CONFLICT: Two statements about the number of persons inside cannot both be true.
    - KELIU_ANCHOR_OUTSIDE: The number of persons inside is given for a time or a site without
      counts.
    - KELIU_SHAPE_UNREADABLE: A shape cannot be read.
    - KELIU_SHAPE_INVALID: A shape is no zone or no line: it crosses itself, has no size, or its
      holes lie outside.
    - KELIU_PARTS_INTERLEAVE: Parts of one track interleave in time and cannot be joined.
    - KELIU_TIME_UNREADABLE: A text cannot be read as an instant.
    - KELIU_TIME_OUT_OF_RANGE: An instant lies outside the years 1900 to 2200.
    - KELIU_FILE_UNREADABLE: A file cannot be read as what it should be.
    - KELIU_FILE_ROW: A row of a file cannot be read.
    - KELIU_FILE_AMBIGUOUS: A file can be read in more than one way, and the call does not say which
      one is meant.
    - KELIU_BYTES_INVALID: Bytes are not an Arrow IPC stream that can be read.
    - KELIU_STATE_INVALID: Bytes are not a state that `partial` or `merge` made.
    - KELIU_STATE_MISMATCH: States of different operations, options or versions were to be merged.
    """


class LimitError(KeliuError):
    """The result would be larger than allowed, or the call was canceled.

    - KELIU_LIMIT_BINS: The grid would have more bins than allowed.
    - KELIU_LIMIT_CELLS: A grid would need more cells than fit.
    - KELIU_LIMIT_TABLE: A table is larger than the library accepts in one call.
    - KELIU_LIMIT_FILE: A file is larger than the options allow.
    - KELIU_CANCELED: The caller canceled the call.
    """


class InternalError(KeliuError, RuntimeError):
    """A fault in keliu, never in the input.

    - KELIU_INTERNAL: A fault in this library.
    """


CODES: Final[dict[str, type[KeliuError]]] = {
    "KELIU_TABLE_MISSING": SchemaError,
    "KELIU_COLUMN_MISSING": SchemaError,
    "KELIU_COLUMN_TYPE": SchemaError,
    "KELIU_COLUMN_LENGTH": SchemaError,
    "KELIU_NAIVE_TIME": SchemaError,
    "KELIU_MIXED_ZONES": SchemaError,
    "KELIU_OPERATION_UNKNOWN": OptionsError,
    "KELIU_OPTION_UNKNOWN": OptionsError,
    "KELIU_OPTION_TYPE": OptionsError,
    "KELIU_OPTION_RANGE": OptionsError,
    "KELIU_TIME_ZONE_UNKNOWN": OptionsError,
    "KELIU_NOT_FOLDABLE": OptionsError,
    "KELIU_UNEXPECTED_NULL": DataError,
    "KELIU_NOT_FINITE": DataError,
    "KELIU_NOT_WHOLE": DataError,
    "KELIU_COUNT_RANGE": DataError,
    "KELIU_VALUE_RANGE": DataError,
    "KELIU_BINS_REPEATED": DataError,
    "KELIU_INTERVAL_REVERSED": DataError,
    "KELIU_INTERVALS_OVERLAP": DataError,
    "KELIU_PROPOSALS_OVERLAP": DataError,
    "KELIU_BIN_SPANS_PERIODS": DataError,
    "KELIU_DUPLICATE_ROW": DataError,
    "KELIU_ALREADY_CALIBRATED": DataError,
    "KELIU_GRIDS_DIFFER": DataError,
    "KELIU_DIRECTION_MISSING": DataError,
    "KELIU_ANCHORS_CONFLICT": DataError,
    "KELIU_ANCHOR_OUTSIDE": DataError,
    "KELIU_SHAPE_UNREADABLE": DataError,
    "KELIU_SHAPE_INVALID": DataError,
    "KELIU_PARTS_INTERLEAVE": DataError,
    "KELIU_TIME_UNREADABLE": DataError,
    "KELIU_TIME_OUT_OF_RANGE": DataError,
    "KELIU_FILE_UNREADABLE": DataError,
    "KELIU_FILE_ROW": DataError,
    "KELIU_FILE_AMBIGUOUS": DataError,
    "KELIU_BYTES_INVALID": DataError,
    "KELIU_STATE_INVALID": DataError,
    "KELIU_STATE_MISMATCH": DataError,
    "KELIU_LIMIT_BINS": LimitError,
    "KELIU_LIMIT_CELLS": LimitError,
    "KELIU_LIMIT_TABLE": LimitError,
    "KELIU_LIMIT_FILE": LimitError,
    "KELIU_CANCELED": LimitError,
    "KELIU_INTERNAL": InternalError,
}
"""Every code with its class."""
