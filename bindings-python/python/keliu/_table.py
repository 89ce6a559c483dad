"""The table that operations return: Arrow inside, readable by itself, ready for every library."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta, timezone
from html import escape
from typing import IO, TYPE_CHECKING, Any, Final
from unicodedata import east_asian_width

from keliu._flags import Flags
from keliu._keliu import Batch

if TYPE_CHECKING:
    from os import PathLike

EPOCH: Final = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST_DAY: Final = date(1970, 1, 1)
SHOWN: Final = 5
"""Rows shown at each end of a table."""
WIDTH: Final = 118
"""Columns of text that a table takes at most."""
CHUNK: Final = 65_536
"""Rows that are held as objects of Python at a time."""
HTML_BYTES: Final = 64 * 1024


class Table:
    """The result of an operation: columns with units, and a line that says what was found.

    pandas, polars, PyArrow and DuckDB read it as it is; `to_pandas()` and its sisters save the
    import.
    """

    __slots__ = ("batch",)

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [name for name, _, _ in self.batch.fields]

    @property
    def num_rows(self) -> int:
        """Number of rows."""
        return self.batch.rows

    @property
    def units(self) -> dict[str, str]:
        """Units of those columns that have one."""
        return self._labels("unit")

    @property
    def chinese(self) -> dict[str, str]:
        """Names of the columns in Chinese."""
        return self._labels("zh")

    @property
    def report(self) -> str | None:
        """One line that says what was found and done, where the operation says something."""
        return self.batch.metadata.get("keliu.report")

    @property
    def operation(self) -> str | None:
        """Name of the operation that made the table."""
        return self.batch.metadata.get("keliu.operation")

    @property
    def options(self) -> dict[str, Any]:
        """All options of the call, defaults included."""
        options: dict[str, Any] = json.loads(self.batch.metadata.get("keliu.options", "{}"))
        return options

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.batch.rows

    def __arrow_c_stream__(self, requested_schema: Any = None) -> object:
        """Hand the table to another library, without a copy."""
        return self.batch.__arrow_c_stream__(requested_schema)

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[object, object]:
        """Hand the table to another library, without a copy."""
        return self.batch.__arrow_c_array__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        """Hand the columns' names and types to another library."""
        return self.batch.__arrow_c_schema__()

    def to_arrow(self) -> Any:
        """Return a PyArrow table."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> Any:
        """Return a polars data frame."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> Any:
        """Return a pandas data frame; whole numbers that may be null keep their type."""
        import pandas

        try:
            import pyarrow
        except ImportError:
            return pandas.DataFrame(self.to_dict())
        mapped = {pyarrow.int64(): pandas.Int64Dtype()}
        return pyarrow.table(self).to_pandas(types_mapper=mapped.get)

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns as lists: times as datetime in UTC, flags as whole numbers."""
        names = self.columns
        return {name: self._values(i, 0, len(self)) for i, name in enumerate(names)}

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return one dict per row."""
        names = self.columns
        return [dict(zip(names, row, strict=True)) for row in self._rows(0, len(self))]

    def to_csv(
        self,
        path: str | PathLike[str] | IO[str],
        *,
        excel: bool = False,
        chinese: bool = False,
    ) -> None:
        """Write the table as CSV, nulls as empty fields, times in UTC.

        Parameters
        ----------
        path
            A path, or a text file that is open for writing.
        excel
            As Excel reads it by a double click: with a byte order mark, flags as words, times in a
            form that it takes for times, and no text that it would run as a formula.
        chinese
            Head the columns with their Chinese names.
        """
        names = self.chinese if chinese else {}
        cell = _excel if excel else _plain
        flags = [kind == "UInt32" for _, kind, _ in self.batch.fields]
        encoding = "utf-8-sig" if excel else "utf-8"
        file: Any = nullcontext(path)
        if not hasattr(path, "write"):
            file = open(path, "w", encoding=encoding, newline="")  # noqa: SIM115
        with file as out:
            writer = csv.writer(out, lineterminator="\r\n" if excel else "\n")
            writer.writerow([cell(names.get(name, name), False) for name in self.columns])
            for row in self._rows(0, len(self)):
                writer.writerow([cell(value, flag) for value, flag in zip(row, flags, strict=True)])

    def __repr__(self) -> str:
        """Return the first and the last rows with units, and the report."""
        head, rows, gap = self._shown()
        body = [[name for name, _ in head], [unit for _, unit in head], *rows]
        wide = [max(map(_width, column)) for column in zip(*body, strict=True)]
        kept = _kept(wide)
        lines = [
            "  ".join("…" if i is None else _pad(row[i], wide[i]) for i in kept).rstrip()
            for row in body
        ]
        if gap is not None:
            lines.insert(2 + gap, "…")
        title = f"{self.operation or 'table'}: {len(self):,} rows, {len(head)} columns"
        return "\n".join([title, *lines, *([self.report] if self.report else [])])

    def _repr_html_(self) -> str:
        """Return the same for a notebook: escaped, without script, and never large."""
        head, rows, gap = self._shown()
        names = "".join(
            f"<th>{escape(name)}<br><small>{escape(unit)}&nbsp;</small></th>" for name, unit in head
        )
        lines = [
            "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
        ]
        if gap is not None:
            lines.insert(gap, f'<tr><td colspan="{len(head)}">…</td></tr>')
        title = f"{self.operation or 'table'}: {len(self):,} rows"
        report = f"<p>{escape(_clipped(self.report, 2000))}</p>" if self.report else ""
        body = f"<thead><tr>{names}</tr></thead><tbody>{''.join(lines)}</tbody>"
        html = f"<div>{report}<table>{body}</table><p><small>{escape(title)}</small></p></div>"
        if len(html.encode()) > HTML_BYTES:
            return f"<div>{report}<p>{escape(title)}</p></div>"
        return html

    def _labels(self, key: str) -> dict[str, str]:
        return {name: labels[key] for name, _, labels in self.batch.fields if key in labels}

    def _shown(self) -> tuple[list[tuple[str, str]], list[list[str]], int | None]:
        """Return names and units, the rows to show, and where others are left out."""
        units = self.units
        head = [(name, units.get(name, "")) for name in self.columns]
        rows = len(self)
        parts = [(0, SHOWN), (rows - SHOWN, SHOWN)] if rows > 2 * SHOWN else [(0, rows)]
        kinds = [kind for _, kind, _ in self.batch.fields]
        shown = [
            [_clipped(_text(value, kind)) for value, kind in zip(row, kinds, strict=True)]
            for start, part in parts
            for row in self._rows(start, part)
        ]
        return head, shown, SHOWN if len(parts) > 1 else None

    def _rows(self, start: int, rows: int) -> Iterator[list[Any]]:
        for first in range(start, start + rows, CHUNK):
            part = min(CHUNK, start + rows - first)
            columns = [self._values(i, first, part) for i in range(len(self.batch.fields))]
            yield from map(list, zip(*columns, strict=True))

    def _values(self, column: int, start: int, rows: int) -> list[Any]:
        values: list[Any] = self.batch.values(column, start, rows)
        kind = self.batch.fields[column][1]
        if kind.startswith("Timestamp"):
            return [us if us is None else EPOCH + timedelta(microseconds=us) for us in values]
        if kind.startswith("Date"):
            return [day if day is None else FIRST_DAY + timedelta(days=day) for day in values]
        return values


def _text(value: Any, kind: str) -> str:
    """Return a value as a person reads it."""
    if value is None:
        return "null"
    if isinstance(value, datetime):
        return value.isoformat(" ").replace("+00:00", "Z")
    if kind == "UInt32":
        return " ".join(Flags(value).names()) or "-"
    if isinstance(value, float):
        return f"{value:.6g}"
    return str(value)


def _plain(value: Any, _flags: bool) -> Any:
    """Return a value as CSV holds it."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return value


def _excel(value: Any, flags: bool) -> Any:
    """Return a value as Excel reads it, with what it would take for a formula made text."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if flags and value is not None:
        return " ".join(Flags(value).names())
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def _clipped(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _width(text: str) -> int:
    """Return the width on a screen: Chinese letters take two places."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _kept(wide: Sequence[int]) -> list[int | None]:
    """Return the columns that fit, taken from both ends; None stands for those in the middle."""
    if sum(wide) + 2 * len(wide) <= WIDTH:
        return list(range(len(wide)))
    front: list[int | None] = []
    back: list[int | None] = []
    room, first, last = WIDTH - 3, 0, len(wide) - 1
    while first <= last:
        left = len(front) <= len(back)
        room -= wide[first if left else last] + 2
        if room < 0:
            break
        if left:
            front.append(first)
            first += 1
        else:
            back.append(last)
            last -= 1
    return [*front, None, *reversed(back)]
