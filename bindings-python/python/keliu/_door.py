"""The door: operations by name, options as JSON, tables as Arrow."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from keliu import _keliu
from keliu._input import Columns, Progress, TableLike, batch, unicode
from keliu._keliu import Batch
from keliu._table import Table
from keliu.errors import InternalError, OptionsError

Given: TypeAlias = Mapping[str, TableLike | None]
"""Tables by name; one that is left out is None."""

DEEPEST = 8
"""Deepest nesting of an option; the core knows none of more than two."""

_process: int | None = None
"""The process in which threads have been started: a fork of it would wait for them forever."""


def call(
    name: str,
    tables: Given,
    options: Mapping[str, object] | None = None,
    *,
    columns: Columns | None = None,
    progress: Progress | None = None,
) -> Table | dict[str, Table] | bytes:
    """Run an operation by its name, for programs that choose it while they run.

    Parameters
    ----------
    name
        The name of the operation.
    tables
        Its tables by name.
    options
        Its options by name; those left out have their defaults.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table or dict or bytes
        What the operation gives: a table, several by name, or bytes.
    """
    return opened(run("call", name, tables, options or {}, columns, progress))


def one_table(
    name: str,
    tables: Given,
    options: Mapping[str, object],
    columns: Columns | None,
    progress: Progress | None,
) -> Table:
    """Run an operation that gives one table."""
    given = run("call", name, tables, options, columns, progress)
    assert isinstance(given, Batch)
    return Table(given)


def several_tables(
    name: str,
    tables: Given,
    options: Mapping[str, object],
    columns: Columns | None,
    progress: Progress | None,
) -> dict[str, Table]:
    """Run an operation that gives several tables."""
    given = run("call", name, tables, options, columns, progress)
    assert isinstance(given, dict)
    return {table: Table(batch) for table, batch in given.items()}


def plain_bytes(
    name: str,
    tables: Given,
    options: Mapping[str, object],
    columns: Columns | None,
    progress: Progress | None,
) -> bytes:
    """Run an operation that gives bytes."""
    given = run("call", name, tables, options, columns, progress)
    assert isinstance(given, bytes)
    return given


def opened(given: Batch | dict[str, Batch] | bytes) -> Table | dict[str, Table] | bytes:
    """Return what came through the door as the caller sees it."""
    if isinstance(given, Batch):
        return Table(given)
    if isinstance(given, dict):
        return {table: Table(batch) for table, batch in given.items()}
    return given


def run(
    verb: str,
    name: str,
    tables: Given,
    options: Mapping[str, object],
    columns: Columns | None,
    progress: Progress | None,
    states: Sequence[bytes] = (),
) -> Batch | dict[str, Batch] | bytes:
    """Pass a call through the door."""
    global _process
    if _process not in (None, os.getpid()):
        raise InternalError(
            "KELIU_INTERNAL",
            f"`{name}` was called in a forked process, where the threads of its parent are gone\n"
            '  try: multiprocessing.set_start_method("spawn")',
        )
    _process = os.getpid()
    read = [
        (unicode(table), table_batch(table, given))
        for table, given in tables.items()
        if given is not None
    ]
    named = {option: plain(option, value) for option, value in options.items()}
    if columns is not None:
        named["columns"] = plain("columns", columns)
    text = unicode(json.dumps(named, ensure_ascii=False))
    return _keliu.run(verb, unicode(name), read, list(states), text, progress)


def table_batch(table: str, given: object) -> Batch:
    """Return a table as Arrow; a result of this library already is."""
    return given.batch if isinstance(given, Table) else batch(table, given)


def plain(option: str, value: Any, depth: int = 0) -> object:
    """Return the value of an option as JSON knows it."""
    if depth > DEEPEST:
        raise OptionsError(
            "KELIU_OPTION_TYPE",
            f"option `{option}` is nested more than {DEEPEST} deep\n"
            "  expected: a truth value, a number, a text, or a list of these",
        )
    if hasattr(value, "item") and hasattr(value, "dtype"):
        value = value.item()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)  # JSON has no such number; as a text it is refused by its name
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if hasattr(value, "key") and hasattr(value, "utcoffset"):
        return value.key  # a zone of zoneinfo, by its name
    if isinstance(value, Mapping):
        return {str(key): plain(option, item, depth + 1) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(option, item, depth + 1) for item in value]
    raise OptionsError(
        "KELIU_OPTION_TYPE",
        f"option `{option}` has the wrong type: {type(value).__name__}\n"
        "  expected: a truth value, a number, a text, or a list of these",
    )
