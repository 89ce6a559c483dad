"""The same code for the same mistake, messages that help, and a host that survives a fault."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keliu
import pyarrow as pa
import pytest
from keliu.errors import CODES

Counts = dict[str, list[Any]]
GOLDEN = Path(__file__).parents[1] / "golden"


def replaced(counts: Counts, **columns: Any) -> Counts:
    return {**counts, **columns}


def without(counts: Counts, column: str) -> Counts:
    return {name: values for name, values in counts.items() if name != column}


MISTAKES: dict[str, tuple[str, Callable[[Counts], object], str]] = {
    "no table": (
        "KELIU_TABLE_MISSING",
        lambda _: keliu.call("regular_counts", {}),
        "table `counts` is missing",
    ),
    "a number for a table": (
        "KELIU_TABLE_MISSING",
        lambda _: keliu.regular_counts(3),  # type: ignore[arg-type]
        "`counts` is of type int, which is no table",
    ),
    "a text for a table": (
        "KELIU_TABLE_MISSING",
        lambda _: keliu.regular_counts("counts.csv"),  # type: ignore[arg-type]
        "`counts` is of type str, which is no table",
    ),
    "a column for a table": (
        "KELIU_TABLE_MISSING",
        lambda counts: keliu.regular_counts(pa.array(counts["entries"])),
        "which is no table",
    ),
    "rows that are no dicts": (
        "KELIU_TABLE_MISSING",
        lambda _: keliu.regular_counts([1, 2]),  # type: ignore[list-item]
        "which is no table",
    ),
    "nothing in the table": (
        "KELIU_COLUMN_MISSING",
        lambda _: keliu.regular_counts({}),
        "found: nothing",
    ),
    "a misspelt column": (
        "KELIU_COLUMN_MISSING",
        lambda counts: keliu.regular_counts(
            {**without(counts, "start"), "starts": counts["start"]}
        ),
        "nearest: starts",
    ),
    "columns of different lengths": (
        "KELIU_COLUMN_LENGTH",
        lambda counts: keliu.regular_counts(replaced(counts, entries=[1, 2])),
        "column `entries` of table `counts` has 2 rows\n  expected: 145",
    ),
    "a column of two kinds": (
        "KELIU_COLUMN_TYPE",
        lambda counts: keliu.regular_counts(replaced(counts, sensor=[1, *counts["sensor"][1:]])),
        "column `sensor` of table `counts` holds int and str",
    ),
    "a column that is one text": (
        "KELIU_COLUMN_TYPE",
        lambda counts: keliu.regular_counts(replaced(counts, sensor="north")),
        "holds str",
    ),
    "text where numbers belong": (
        "KELIU_COLUMN_TYPE",
        lambda counts: keliu.regular_counts(replaced(counts, entries=["many"] * 145)),
        "column `entries`",
    ),
    "a whole number of 80 bits": (
        "KELIU_COLUMN_TYPE",
        lambda counts: keliu.regular_counts(replaced(counts, entries=[2**80] * 145)),
        "more than 64 bits",
    ),
    "times with and without a zone": (
        "KELIU_MIXED_ZONES",
        lambda counts: keliu.regular_counts(
            replaced(counts, start=[counts["start"][0].replace(tzinfo=None), *counts["start"][1:]])
        ),
        "mixes times with and without a zone",
    ),
    "times without a zone": (
        "KELIU_NAIVE_TIME",
        lambda counts: keliu.regular_counts(
            {
                **counts,
                "start": [time.replace(tzinfo=None) for time in counts["start"]],
                "end": [time.replace(tzinfo=None) for time in counts["end"]],
            }
        ),
        "try: write the zone with the times",
    ),
    "not a number": (
        "KELIU_NOT_FINITE",
        lambda counts: keliu.regular_counts(
            replaced(counts, entries=[float("nan"), *counts["entries"][1:]])
        ),
        "NaN at row 0",
    ),
    "half a person": (
        "KELIU_NOT_WHOLE",
        lambda counts: keliu.regular_counts(replaced(counts, entries=[0.5] * 145)),
        "0.5 at row 0",
    ),
    "fewer than nobody": (
        "KELIU_COUNT_RANGE",
        lambda counts: keliu.regular_counts(replaced(counts, entries=[-5] * 145)),
        "-5 at row 0",
    ),
    "no sensor": (
        "KELIU_UNEXPECTED_NULL",
        lambda counts: keliu.regular_counts(replaced(counts, sensor=[None] * 145)),
        "column `sensor`",
    ),
    "an unknown option": (
        "KELIU_OPTION_UNKNOWN",
        lambda counts: keliu.call("regular_counts", {"counts": counts}, {"timezone": "UTC"}),
        "nearest: time_zone",
    ),
    "a text for a number": (
        "KELIU_OPTION_TYPE",
        lambda counts: keliu.regular_counts(counts, interval_s="3600"),  # type: ignore[arg-type]
        "option `interval_s`",
    ),
    "an object for an option": (
        "KELIU_OPTION_TYPE",
        lambda counts: keliu.regular_counts(counts, time_zone=object()),  # type: ignore[arg-type]
        "option `time_zone` has the wrong type: object",
    ),
    "an infinite option": (
        "KELIU_OPTION_TYPE",
        lambda counts: keliu.clean_counts(counts, spike_ratio=float("inf")),
        "option `spike_ratio`",
    ),
    "a word that is none": (
        "KELIU_OPTION_TYPE",
        lambda counts: keliu.regular_counts(counts, duplicates="latest"),  # type: ignore[arg-type]
        "option `duplicates`",
    ),
    "an interval that no day holds": (
        "KELIU_OPTION_RANGE",
        lambda counts: keliu.regular_counts(counts, interval_s=7),
        "option `interval_s` is 7",
    ),
    "an unknown zone": (
        "KELIU_TIME_ZONE_UNKNOWN",
        lambda counts: keliu.regular_counts(counts, time_zone="Asia/Shangai"),
        "nearest: Asia/Shanghai",
    ),
    "an unknown operation": (
        "KELIU_OPERATION_UNKNOWN",
        lambda counts: keliu.call("clean_count", {"counts": counts}),
        "nearest: clean_counts",
    ),
    "parts of what needs the whole": (
        "KELIU_NOT_FOLDABLE",
        lambda counts: keliu.partial("clean_counts", counts),
        "call it once per",
    ),
    "a state that is none": (
        "KELIU_STATE_INVALID",
        lambda _: keliu.finish("regular_counts", b"keliu"),
        "the state cannot be read",
    ),
    "states of different options": (
        "KELIU_STATE_MISMATCH",
        lambda counts: keliu.merge(
            "regular_counts",
            [
                keliu.partial("regular_counts", counts, interval_s=interval_s)
                for interval_s in (900, 3600)
            ],
        ),
        "do not belong together",
    ),
    "a grid without end": (
        "KELIU_LIMIT_BINS",
        lambda counts: keliu.regular_counts(counts, max_bins=3),
        "limit 3",
    ),
    "a fault inside": (
        "KELIU_INTERNAL",
        lambda _: keliu.call("__panic", {}),
        "failed inside keliu",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake(mistake: str, counts: Counts) -> None:
    code, make, part = MISTAKES[mistake]
    with pytest.raises(keliu.KeliuError) as caught:
        make(counts)
    assert caught.value.code == code
    assert type(caught.value) is CODES[code]
    assert str(caught.value).startswith(f"{code}: ")
    assert part in str(caught.value)


def test_classes_fit_what_python_expects() -> None:
    assert issubclass(keliu.OptionsError, ValueError)
    assert issubclass(keliu.InternalError, RuntimeError)
    assert {error.__base__ for error in CODES.values()} == {keliu.KeliuError}


def test_every_code_of_a_golden_case_has_a_class() -> None:
    expected = {
        json.loads(path.read_text()).get("expect_error") for path in GOLDEN.glob("*/*.json")
    }
    assert expected - {None} <= set(CODES)


def test_errors_travel_between_processes() -> None:
    error = keliu.OptionsError("KELIU_OPTION_RANGE", "option `interval_s` is 7")
    copy = pickle.loads(pickle.dumps(error))
    assert (type(copy), copy.code, str(copy)) == (type(error), error.code, str(error))


def test_a_broken_producer_is_heard() -> None:
    class Broken:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        keliu.regular_counts(Broken())


def test_the_library_lives_after_a_fault(counts: Counts) -> None:
    before = keliu.regular_counts(counts).to_dicts()
    for _ in range(3):
        with pytest.raises(keliu.InternalError):
            keliu.call("__panic", {})
    assert keliu.regular_counts(counts).to_dicts() == before
