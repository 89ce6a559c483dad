"""The table by itself: what it says of itself, and what it writes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import keliu
import pytest

Counts = dict[str, list[Any]]


@pytest.fixture
def result(counts: Counts) -> keliu.Table:
    return keliu.regular_counts(counts, time_zone="Asia/Shanghai")


def test_columns_units_and_names(result: keliu.Table) -> None:
    assert result.columns[:3] == ["sensor", "start", "end"]
    assert result.units == {"entries": "persons", "exits": "persons"}
    assert result.chinese["entries"] == "进店人次"
    assert (len(result), result.num_rows) == (144, 144)


def test_where_it_comes_from(result: keliu.Table) -> None:
    assert result.operation == "regular_counts"
    assert result.options["time_zone"] == "Asia/Shanghai"
    assert result.options["duplicates"] == "last"
    assert result.report is not None
    assert "144 bins of 2 sensors" in result.report


def test_values(result: keliu.Table) -> None:
    first = result.to_dicts()[0]
    assert first == {
        "sensor": "north",
        "start": datetime(2026, 3, 1, tzinfo=timezone.utc),
        "end": datetime(2026, 3, 1, 1, tzinfo=timezone.utc),
        "local_start": "2026-03-01T08:00:00+08:00",
        "day": date(2026, 3, 1),
        "entries": 20,
        "exits": 18,
        "coverage": 1.0,
        "flags": 0,
    }
    flags = [keliu.Flags(row["flags"]) for row in result.to_dicts()]
    assert sum(keliu.Flags.REPEATED in found for found in flags) == 1
    assert keliu.Flags(384).names() == ["repeated", "conflict"]


def test_repr_shows_both_ends_with_units(result: keliu.Table) -> None:
    lines = repr(result).splitlines()
    assert lines[0] == "regular_counts: 144 rows, 9 columns"
    assert lines[1].split()[:2] == ["sensor", "start"]
    assert lines[2].split() == ["…", "persons", "persons"]
    assert len(lines) == 3 + 5 + 1 + 5 + 1
    assert lines[8] == "…"
    assert lines[-1] == result.report
    assert all(len(line) <= 118 for line in lines[:-1])


def test_repr_aligns_chinese(counts: Counts) -> None:
    rows = repr(keliu.regular_counts(counts)).splitlines()
    north = next(row for row in rows if row.startswith("north"))
    south = next(row for row in rows if row.startswith("南门"))
    assert south.index("2026") == north.index("2026") - 2  # each letter takes two places


def test_repr_of_nothing() -> None:
    empty = keliu.regular_counts({"sensor": [], "start": [], "entries": []}, interval_s=900)
    assert repr(empty).startswith("regular_counts: 0 rows, 9 columns\nsensor")


def test_html_is_escaped_and_small(counts: Counts) -> None:
    hostile = "<script>alert(1)</script>" * 1000
    table = keliu.regular_counts({**counts, "sensor": [hostile] * 145}, duplicates="sum")
    html = table._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<small>persons&nbsp;</small>" in html
    assert len(html.encode()) <= 64 * 1024


def test_csv(result: keliu.Table, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    result.to_csv(path)
    lines = path.read_bytes().decode().split("\n")
    assert lines[0] == "sensor,start,end,local_start,day,entries,exits,coverage,flags"
    assert lines[1].startswith("north,2026-03-01T00:00:00Z,2026-03-01T01:00:00Z,")
    assert len(lines) == 1 + 144 + 1
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    assert [row["entries"] for row in rows].count("") == 1  # null is empty, not 0


def test_csv_for_excel(counts: Counts, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    formula = '=HYPERLINK("http://example.com")'
    renamed = [formula if name == "north" else name for name in counts["sensor"]]
    keliu.regular_counts({**counts, "sensor": renamed}).to_csv(path, excel=True, chinese=True)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 145
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0][:2] == ["传感器", "开始时间"]
    assert rows[1][0] == "'" + formula
    assert rows[1][1] == "2026-03-01 00:00:00"
    assert rows[6][-1] == "repeated conflict"


def test_csv_into_a_file(result: keliu.Table) -> None:
    out = io.StringIO()
    result.to_csv(out)
    assert out.getvalue().count("\n") == 145
