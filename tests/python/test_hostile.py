"""Whatever comes in as a table: a result or an error of this library, never another exception."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import keliu
from hypothesis import example, given, settings
from hypothesis import strategies as st

ZONES = st.sampled_from([None, timezone.utc, timezone(timedelta(hours=5, minutes=45))])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=True),
    st.text(max_size=20),
    st.binary(max_size=4),
    st.dates(),
    st.datetimes(timezones=ZONES),
    st.timedeltas(),
    st.lists(st.integers(), max_size=2),
)
COLUMN = st.one_of(
    st.lists(VALUES, max_size=4),
    st.lists(st.datetimes(timezones=ZONES), max_size=4),
    st.lists(st.one_of(st.none(), st.integers(-5, 10**13)), max_size=4),
    st.lists(st.text(max_size=5), max_size=4),
    VALUES,
)
NAMES = st.sampled_from(["sensor", "start", "end", "entries", "exits", "", "\x00", "\ud800"])


def known(error: keliu.KeliuError) -> None:
    assert type(error) is keliu.errors.CODES[error.code]


def call(table: Any) -> None:
    try:
        result = keliu.regular_counts(table, interval_s=3600, time_zone="UTC", max_bins=10_000)
    except keliu.InternalError:
        raise
    except keliu.KeliuError as error:
        known(error)
    else:
        repr(result)
        result.to_dicts()


@given(st.dictionaries(NAMES, COLUMN, max_size=5))
@example({"sensor": ["a"], "start": [datetime.min], "entries": [1]})
@example({"sensor": ["a"], "start": [date.max], "entries": [1]})
@example({"sensor": ["\ud800"], "start": ["2026-03-01"], "entries": [1]})
@example({"sensor": ["a"], "start": ["2026-03-01"], "entries": [Decimal("sNaN")]})
@example({"sensor": [math.inf], "start": ["2026-03-01"], "entries": [1]})
@example({"sensor": [True], "start": ["2026-03-01"], "entries": [1]})
@settings(max_examples=300, deadline=None, database=None)
def test_columns(columns: dict[str, Any]) -> None:
    call(columns)


@given(st.lists(st.one_of(st.dictionaries(NAMES, VALUES, max_size=5), VALUES), max_size=3))
@settings(max_examples=200, deadline=None, database=None)
def test_rows(rows: list[Any]) -> None:
    call(rows)


@given(VALUES)
@settings(max_examples=100, deadline=None, database=None)
def test_anything(table: Any) -> None:
    call(table)


@given(st.binary(max_size=200), st.booleans())
@settings(max_examples=200, deadline=None, database=None)
def test_states(state: bytes, headed: bool) -> None:
    try:
        keliu.finish("regular_counts", b"KELIU\x01" + state if headed else state)
    except keliu.DataError as error:
        known(error)


@given(st.dictionaries(st.sampled_from(["interval_s", "time_zone", "spread", "x"]), VALUES))
@settings(max_examples=200, deadline=None, database=None)
def test_options(options: dict[str, Any]) -> None:
    try:
        keliu.call("regular_counts", {"counts": {"sensor": []}}, options, columns={"a": "b"})
    except keliu.InternalError:
        raise
    except keliu.KeliuError as error:
        known(error)
