"""The golden cases through Python's face, and in parts where the operation folds."""

from __future__ import annotations

import inspect
import json
import struct
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import keliu
import pyarrow as pa
import pytest
from keliu._operations import TABLES

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(GOLDEN.glob("*/*.json"))
KNOWN: dict[str, dict[str, str]] = json.loads((GOLDEN / "known_different.json").read_text())
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
PLAIN = {
    "utf8": pa.string(),
    "large_utf8": pa.large_string(),
    "utf8_view": pa.string_view(),
    "bool": pa.bool_(),
    "null": pa.null(),
    "date32": pa.date32(),
    "f32": pa.float32(),
    "f64": pa.float64(),
    "i8": pa.int8(),
    "i16": pa.int16(),
    "i32": pa.int32(),
    "i64": pa.int64(),
    "u8": pa.uint8(),
    "u16": pa.uint16(),
    "u32": pa.uint32(),
    "u64": pa.uint64(),
}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def ticks(value: Any, per_second: int) -> int:
    """Return ISO text in units of which `per_second` make a second; a number is what it is."""
    if isinstance(value, int):
        return value
    if value.lstrip("-").isdigit():
        return int(value)
    time = datetime.fromisoformat(value)
    if time.tzinfo is None:
        time = time.replace(tzinfo=timezone.utc)
    us = (time - EPOCH) // MICROSECOND
    assert us * per_second % 10**6 == 0
    return us * per_second // 10**6


def array(word: str, values: list[Any]) -> pa.Array:
    """Return a column as the case's type word says."""
    if word == "dict":
        return pa.array(values, pa.string()).dictionary_encode()
    if word.startswith("ts["):
        unit, _, zone = word[3:-1].partition(",")
        numbers = [None if v is None else ticks(v, PER_SECOND[unit]) for v in values]
        return pa.array(numbers, pa.int64()).cast(pa.timestamp(unit, zone or None))
    if word == "date32":
        days = [(date.fromisoformat(v) if isinstance(v, str) else v) for v in values]
        return pa.array(days, pa.int32() if days and isinstance(days[0], int) else PLAIN[word])
    if word.startswith("f"):
        values = [float(v) if isinstance(v, str) else v for v in values]
    elif word[0] in "iu" and word[1:].isdigit():
        values = [int(v) if isinstance(v, str) else v for v in values]
    return pa.array(values, PLAIN[word])


def table(columns: dict[str, list[Any]]) -> pa.Table:
    return pa.table({name: array(*column) for name, column in columns.items()})


def cell(kind: str, value: Any) -> object:
    """Return an expected value in the form that is compared: numbers as their bits."""
    if value is None or kind in ("text", "truth"):
        return value
    if kind == "number":
        return struct.pack("<d", float(value))
    if kind == "time":
        return ticks(value, 10**6)
    if kind == "date":
        return date.fromisoformat(value) if isinstance(value, str) else value
    if kind == "flags" and isinstance(value, list):
        return sum(keliu.Flags[name.upper()] for name in value)
    return int(value)


def cells(column: pa.ChunkedArray, kind: str) -> list[object]:
    """Return a result's column in the same form."""
    if kind == "time":
        assert column.type == pa.timestamp("us", "UTC")
        return list(column.cast(pa.int64()).to_pylist())
    if kind == "number":
        assert column.type == pa.float64()
        return [v if v is None else struct.pack("<d", v) for v in column.to_pylist()]
    wanted = {
        "text": pa.types.is_dictionary,
        "whole": pa.types.is_integer,
        "flags": pa.types.is_uint32,
        "date": pa.types.is_date32,
        "truth": pa.types.is_boolean,
    }
    assert wanted[kind](column.type)
    return list(column.to_pylist())


def main_table(result: object) -> object:
    """Return the first of several tables, or the only one."""
    if isinstance(result, dict):
        return next(iter(result.values()))
    return result[0] if isinstance(result, tuple) else result


def other_table(result: Any, name: str) -> object:
    """Return a table of several by its name."""
    return result[name] if isinstance(result, dict) else getattr(result, name)


def as_expected(result: object, case: dict[str, Any]) -> None:
    tolerance = case.get("tolerance", 0.0)
    holds(main_table(result), case["expect"], tolerance)
    for name, expect in case.get("expect_tables", {}).items():
        holds(other_table(result, name), expect, tolerance)


def near(found: float | None, wanted: float | str | None, tolerance: float) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return abs(found - float(wanted)) <= tolerance * max(abs(float(wanted)), 1.0)


def holds(result: object, expect: dict[str, list[Any]], tolerance: float) -> None:
    found = pa.table(result)
    for column, (kind, values) in expect.items():
        if kind == "number" and tolerance > 0.0:
            pairs = zip(found[column].to_pylist(), values, strict=True)
            assert all(near(*pair, tolerance) for pair in pairs), column
            continue
        assert cells(found[column], kind) == [cell(kind, v) for v in values], column


def run(case: dict[str, Any], tables: dict[str, pa.Table]) -> object:
    """Call the typed function; what it cannot express goes through the door by name."""
    options, function = dict(case.get("options") or {}), getattr(keliu, case["operation"])
    known = set(inspect.signature(function).parameters)
    required = case["operation"] in keliu.__all__ and set(tables) | set(options) <= known
    given = {**tables, **options}
    try:
        inspect.signature(function).bind(**given)
    except TypeError:
        required = False
    if required:
        return function(**given)
    columns = options.pop("columns", None)
    return keliu.call(case["operation"], tables, options, columns=columns)


def test_there_are_cases() -> None:
    assert len(CASES) > 0


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_case(path: Path) -> None:
    case = json.loads(path.read_text())
    tables = {name: table(columns) for name, columns in case["tables"].items()}
    if "expect_error" in case:
        with pytest.raises(keliu.KeliuError) as caught:
            run(case, tables)
        assert caught.value.code == case["expect_error"]
        assert case.get("expect_message", "") in str(caught.value)
    else:
        as_expected(run(case, tables), case)


def folds(path: Path) -> bool:
    """Tell whether a case can be cut into parts without changing what it is about."""
    case = json.loads(path.read_text())
    if "parts" in KNOWN.get(name_of(path), {}) or "expect" not in case:
        return False
    try:
        keliu.partial(case["operation"], {})
    except keliu.KeliuError as error:
        return error.code != "KELIU_NOT_FOLDABLE"
    return True


def refuses_parts(name: str, tables: list[pa.Table | None], options: dict[str, Any]) -> bool:
    """Wall-clock readings cannot be cut: their order tells the passes of a repeated hour apart."""
    try:
        keliu.partial(name, *tables, **options)
    except keliu.OptionsError as error:
        return error.code == "KELIU_NOT_FOLDABLE"
    return False


@pytest.mark.parametrize("path", [path for path in CASES if folds(path)], ids=name_of)
def test_case_in_parts(path: Path) -> None:
    case = json.loads(path.read_text())
    name, options = case["operation"], case.get("options") or {}
    given = {role: table(columns) for role, columns in case["tables"].items()}
    # The first table is cut, the others are given whole with every part.
    whole, *others = [given.get(role) for role in TABLES[name]]
    assert whole is not None
    cut = whole.num_rows // 2
    parts = [whole.slice(0, cut), whole.slice(cut)]
    zoned = any(getattr(field.type, "tz", None) is not None for field in whole.schema)
    if not zoned and refuses_parts(name, [whole, *others], options):
        return
    states = [keliu.partial(name, part, *others, **options) for part in parts]
    as_expected(keliu.finish(name, keliu.merge(name, states)), case)
