"""Computing in parts: states that are made apart, merged, kept as bytes, and finished.

A thread pool, a live dashboard and a distributed engine use the same three verbs, and get the same
bits as one call over all rows:

    >>> states = [keliu.partial("count_totals", part) for part in parts]  # doctest: +SKIP
    >>> keliu.finish("count_totals", keliu.merge("count_totals", states))  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable

from keliu._door import opened, run
from keliu._input import Columns, Progress, TableLike
from keliu._operations import TABLES
from keliu._table import Table
from keliu.errors import OptionsError

__all__ = ["finish", "merge", "partial"]


def partial(
    name: str,
    *tables: TableLike | None,
    columns: Columns | None = None,
    progress: Progress | None = None,
    **options: object,
) -> bytes:
    """Turn a part of the rows into a state.

    Parameters
    ----------
    name
        The name of the operation.
    tables
        Its tables, in its own order.
    columns
        The names of the caller's columns, `{"start": "ts"}` or `{"counts": {"start": "ts"}}`.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.
    options
        The options of the operation; states merge only where they agree.

    Returns
    -------
    bytes
        The state; it can be stored, sent and merged.

    Raises
    ------
    OptionsError
        `KELIU_NOT_FOLDABLE` where the operation needs all rows of a part together, and what the
        operation itself refuses.
    """
    known = TABLES.get(name, ())
    if known and len(tables) > len(known):
        raise OptionsError(
            "KELIU_OPTION_TYPE",
            f"{len(tables)} tables were given to `{name}`\n  expected: {', '.join(known)}",
        )
    named = dict(zip(known, tables, strict=False))
    state = run("partial", name, named, options, columns, progress)
    assert isinstance(state, bytes)
    return state


def merge(name: str, states: Iterable[bytes]) -> bytes:
    """Merge states into one; where order matters, a later state comes later.

    Parameters
    ----------
    name
        The name of the operation.
    states
        States that `partial` or `merge` made.

    Returns
    -------
    bytes
        The state of all of them.

    Raises
    ------
    DataError
        `KELIU_STATE_INVALID` for bytes that are no state, `KELIU_STATE_MISMATCH` for states of
        different operations, options or versions.
    """
    state = run("merge", name, {}, {}, None, None, _checked(states))
    assert isinstance(state, bytes)
    return state


def finish(
    name: str, state: bytes, *, progress: Progress | None = None
) -> Table | dict[str, Table] | bytes:
    """Turn a state into the result of the operation.

    Parameters
    ----------
    name
        The name of the operation.
    state
        A state that `partial` or `merge` made; it stays valid.
    progress
        Called now and then with the pieces of work done and their total; what it raises ends the
        call.

    Returns
    -------
    Table or dict or bytes
        What the operation gives for all rows together: a table, several by name, or bytes.
    """
    return opened(run("finish", name, {}, {}, None, progress, _checked([state])))


def _checked(states: Iterable[bytes]) -> list[bytes]:
    expected = "a list of states, as partial and merge give them"
    if isinstance(states, (bytes, str)) or not isinstance(states, Iterable):
        text = f"`states` is {type(states).__name__}\n  expected: {expected}"
        raise OptionsError("KELIU_OPTION_TYPE", text)
    listed = list(states)
    for state in listed:
        if not isinstance(state, bytes):
            text = f"a state is {type(state).__name__}\n  expected: bytes"
            raise OptionsError("KELIU_OPTION_TYPE", text)
    return listed
