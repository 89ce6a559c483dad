"""Tables of callers, turned into Arrow without asking for any library."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol, TypeAlias

from keliu._keliu import Batch
from keliu.errors import SchemaError


class ArrowStream(Protocol):
    """A table of pandas, polars, PyArrow, DuckDB or any other library that speaks Arrow."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object:
        """Return the table as an Arrow stream."""


class ArrowArray(Protocol):
    """A record batch of any library that speaks Arrow."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> object:
        """Return the table as an Arrow array of structs."""


class Lazy(Protocol):
    """A query that gives a table when it is collected, such as a polars LazyFrame."""

    @property
    def collect(self) -> Callable[..., Any]:
        """Run the query."""


TableLike: TypeAlias = (
    ArrowStream | ArrowArray | Lazy | Mapping[str, Any] | Sequence[Mapping[str, Any]]
)
"""Whatever an operation takes as a table."""

FileLike: TypeAlias = bytes | bytearray | memoryview | str | os.PathLike[str] | BinaryIO
"""A file: its bytes, its path, or itself opened for reading bytes."""

Columns: TypeAlias = Mapping[str, str | Mapping[str, str]]
"""Names of the caller's columns, for the first table or by table."""

Progress: TypeAlias = Callable[[int, int], object]
"""Receives the pieces of work done and their total."""

EPOCH: Final = datetime(1970, 1, 1)
EPOCH_UTC: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND: Final = timedelta(microseconds=1)
NAIVE: Final = "Timestamp(Microsecond, None)"
INSTANT: Final = 'Timestamp(Microsecond, Some("UTC"))'
NUMPY_KINDS: Final = {
    "i": ("Int64", "<i8"),
    "u": ("UInt64", "<u8"),
    "f": ("Float64", "<f8"),
    "M": (NAIVE, "<i8"),
}
"""What is read in place from numpy: the kind of its type, the type in Arrow, the bytes."""

Parts: TypeAlias = tuple[str, int, bytes | None, list[bytes]]
"""An Arrow array as its type, its length, its bits of validity and its buffers."""


def batch(table: str, given: object) -> Batch:
    """Return a caller's table as Arrow, in place where its library allows."""
    if isinstance(given, Batch):
        return given
    if isinstance(given, bytes | bytearray | memoryview | os.PathLike):
        return file_batch(table, given)
    given = collected(given)
    if hasattr(given, "__arrow_c_array__") or hasattr(given, "__arrow_c_stream__"):
        return read(table, given)
    if isinstance(given, Mapping):
        return from_columns(table, given)
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return from_rows(table, given)
    raise no_table(table, given)


def file_batch(table: str, given: object) -> Batch:
    """Return a file as the table of one row that the door knows it as."""
    name: str | None = None
    if isinstance(given, str) and "\n" in given:
        content = unicode(given).encode()  # no file has such a name: it is what stands in one
    elif isinstance(given, str | os.PathLike):
        path = Path(given)
        name, content = path.name, path.read_bytes()
    elif isinstance(given, bytes | bytearray | memoryview):
        content = bytes(given)
    elif hasattr(given, "read"):
        name, content = getattr(given, "name", None), given.read()
    else:
        return batch(table, given)
    if not isinstance(content, bytes):
        raise SchemaError(
            "KELIU_COLUMN_TYPE",
            f"`{table}` gives {type(content).__name__} when it is read\n"
            '  expected: bytes, as of open(path, "rb")',
        )
    offsets = array("q", [0, len(content)]).tobytes()
    columns: list[tuple[str, object]] = [
        ("bytes", ("LargeBinary", 1, None, [offsets, content])),
    ]
    if isinstance(name, str):
        columns.append(("name", as_column(table, "name", [unicode(Path(name).name)])))
    return Batch(columns)


def collected(given: object) -> object:
    """Run a query that has not run yet."""
    collect = getattr(given, "collect", None)
    if collect is None or hasattr(given, "__arrow_c_stream__") or isinstance(given, Mapping):
        return given
    return collect()


def no_table(table: str, given: object) -> SchemaError:
    """Return the error for what is no table at all."""
    return SchemaError(
        "KELIU_TABLE_MISSING",
        f"`{table}` is of type {type(given).__name__}, which is no table\n"
        "  expected: a table of pandas, polars, PyArrow, DuckDB or another library that speaks"
        " Arrow, a dict of columns, or a list of dicts",
    )


def read(table: str, given: Any) -> Batch:
    """Read a table through the Arrow interface; pandas needs PyArrow for it, so go without."""
    try:
        return Batch.read(given)
    except ImportError:
        return from_columns(table, {str(name): given[name] for name in given.columns})
    except (ValueError, TypeError) as cause:
        if not (hasattr(given, "columns") or hasattr(given, "column_names")):
            raise no_table(table, given) from None  # a single column speaks Arrow too
        raise SchemaError(
            "KELIU_COLUMN_TYPE", f"table `{table}` cannot be read: {cause}"
        ) from cause


def from_rows(table: str, rows: Sequence[object]) -> Batch:
    """Return a list of dicts as Arrow; a key that a row lacks is null there."""
    names: dict[str, None] = {}
    dicts: list[Mapping[str, Any]] = []
    for row in rows:
        if not isinstance(row, Mapping):
            raise no_table(table, rows)
        dicts.append(row)
        names.update(dict.fromkeys(row))
    return from_columns(table, {name: [row.get(name) for row in dicts] for name in names})


def from_columns(table: str, columns: Mapping[str, Any]) -> Batch:
    """Return a dict of columns as Arrow."""
    made: list[tuple[str, object]] = []
    rows: int | None = None
    for name, values in columns.items():
        column = as_column(table, unicode(name), values)
        length: int = column[1] if isinstance(column, tuple) else len(column)
        rows = length if rows is None else rows
        if length != rows:
            raise SchemaError(
                "KELIU_COLUMN_LENGTH",
                f"column `{name}` of table `{table}` has {length} rows\n"
                f"  expected: {rows}, as the other columns",
            )
        made.append((unicode(name), column))
    return Batch(made)


def unicode(name: object) -> str:
    """Return a name as text that every language can hold."""
    return str(name).encode(errors="replace").decode()


def as_column(table: str, name: str, values: Any) -> Any:
    """Return a column as what it is in Arrow, or as the parts of an Arrow array."""
    valid: list[bool] | None = None
    if hasattr(values, "isna"):  # pandas: what it calls missing is null, be it NaN or NaT
        valid = [not gone for gone in values.isna().tolist()]
        values = values.to_numpy()
    elif hasattr(values, "__arrow_c_array__") or hasattr(values, "__arrow_c_stream__"):
        return values
    if hasattr(values, "dtype") and hasattr(values, "tolist"):
        parts = from_numpy(values, valid)
        if parts is not None:
            return parts
        values = values.tolist()
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise column_type(table, name, type(values).__name__)
    plains = [plain(value) for value in values]
    if valid is not None:
        plains = [value if known else None for value, known in zip(plains, valid, strict=True)]
    return from_values(table, name, plains)


def from_numpy(values: Any, valid: list[bool] | None) -> Parts | None:
    """Return the parts of a numpy array of numbers or times; nothing for other kinds."""
    kind, rows = values.dtype.kind, len(values)
    if values.ndim != 1 or kind not in NUMPY_KINDS:
        return None
    if kind == "M":
        values = values.astype("datetime64[us]")
        valid = (values == values).tolist()  # NaT differs from itself
    word, stored = NUMPY_KINDS[kind]
    known = None if valid is None or all(valid) else bits(valid)
    return word, rows, known, [values.astype(stored).tobytes()]


def plain(value: Any) -> Any:
    """Return a value of Python for one of numpy or pandas, and nothing for what says so."""
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    if hasattr(value, "dtype") and hasattr(value, "item"):
        return value.item()
    return value


def from_values(table: str, name: str, values: list[Any]) -> Parts:
    """Return the parts of an Arrow array for values of one kind."""
    kinds = {type(value) for value in values if value is not None}
    rows = len(values)
    valid = None if None not in values else bits([value is not None for value in values])
    if not kinds:
        return "Null", rows, None, []
    if kinds == {bool}:
        return "Boolean", rows, valid, [bits([bool(value) for value in values])]
    if all(issubclass(kind, int) and kind is not bool for kind in kinds):
        return whole(table, name, values, valid)
    if all(issubclass(kind, int | float | Decimal) and kind is not bool for kind in kinds):
        numbers = array("d", [0.0 if value is None else number(value) for value in values])
        return "Float64", rows, valid, [numbers.tobytes()]
    if all(issubclass(kind, str) for kind in kinds):
        return text(table, name, values, valid)
    if all(issubclass(kind, date) for kind in kinds):
        return times(table, name, values, valid)
    raise column_type(table, name, " and ".join(sorted(kind.__name__ for kind in kinds)))


def whole(table: str, name: str, values: list[Any], valid: bytes | None) -> Parts:
    """Return whole numbers in 64 bits, with a sign where they fit."""
    numbers = [0 if value is None else int(value) for value in values]
    for letter, word in (("q", "Int64"), ("Q", "UInt64")):
        try:
            return word, len(values), valid, [array(letter, numbers).tobytes()]
        except OverflowError:
            continue
    raise column_type(table, name, "whole numbers of more than 64 bits")


def number(value: Any) -> float:
    """Return a number in 64 bits; what has no such form is left to the check of finite values."""
    try:
        return float(value)
    except OverflowError:
        return float("inf")
    except ValueError:  # a signaling NaN
        return float("nan")


def text(table: str, name: str, values: list[Any], valid: bytes | None) -> Parts:
    """Return texts as UTF-8 with offsets."""
    try:
        encoded = [b"" if value is None else value.encode() for value in values]
    except UnicodeEncodeError:
        raise column_type(table, name, "text that is no Unicode") from None
    offsets = array("q", accumulate(map(len, encoded), initial=0))
    return "LargeUtf8", len(values), valid, [offsets.tobytes(), b"".join(encoded)]


def times(table: str, name: str, values: list[Any], valid: bytes | None) -> Parts:
    """Return instants, or wall-clock times; where both occur, texts that show which is which."""
    known = [value for value in values if value is not None]
    zoned = {isinstance(value, datetime) and value.tzinfo is not None for value in known}
    if len(zoned) == 2 or not all(isinstance(value, datetime) for value in known):
        written = [value if value is None else value.isoformat() for value in values]
        return text(table, name, written, valid)
    word, epoch = (INSTANT, EPOCH_UTC) if zoned == {True} else (NAIVE, EPOCH)
    us = array("q", [0 if value is None else (value - epoch) // MICROSECOND for value in values])
    return word, len(values), valid, [us.tobytes()]


def bits(truths: list[bool]) -> bytes:
    """Return truth values as bits, the first in the lowest."""
    packed = int("".join("1" if truth else "0" for truth in reversed(truths)) or "0", 2)
    return packed.to_bytes((len(truths) + 7) // 8, "little")


def column_type(table: str, name: str, found: str) -> SchemaError:
    """Return the error for a column of no kind that Arrow has."""
    return SchemaError(
        "KELIU_COLUMN_TYPE",
        f"column `{name}` of table `{table}` holds {found}\n"
        "  expected: numbers, texts or times, of one kind in a column",
    )
