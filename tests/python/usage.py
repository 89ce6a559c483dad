"""What a program that is checked strictly may write; mypy reads it, nobody runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import keliu
import polars as pl
from keliu import Duplicates, Period


def clean(
    frame: pl.DataFrame, query: pl.LazyFrame, rows: list[dict[str, Any]], hours: Mapping[str, Any]
) -> keliu.Table:
    """Take tables in every form."""
    duplicates: Duplicates = "max"
    keliu.regular_counts(query, duplicates=duplicates, interval_s=900)
    keliu.regular_counts(rows, columns={"start": "ts"}, progress=print)
    return keliu.clean_counts(frame, hours=hours, time_zone="Asia/Shanghai")


def totals(table: keliu.Table, period: Period) -> int:
    """Read a result."""
    state: bytes = keliu.merge("count_totals", [keliu.partial("count_totals", table)])
    days = keliu.finish("count_totals", state)
    assert isinstance(days, keliu.Table)
    report: str | None = keliu.count_totals(table, period=period, group="all").report
    try:
        keliu.count_quality(days, completeness=0.9)
    except keliu.OptionsError as error:
        return len(error.code)
    return len(days) + len(report or "")
