"""From a file of hourly counts to a page that says what happened and how far it can be trusted.

    python examples/python/store_report.py examples/data/auckland.csv [--lang zh] [--out out]

keliu needs no other library; Parquet is written where polars is installed.
"""

from __future__ import annotations

import argparse
import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import keliu
from store.facts import Facts, Row
from store.picture import svg
from store.text import report
from store.words import Words

ZONE = "Pacific/Auckland"
"""The wall clock by which the file was written."""
DAY_START = "06:00"
"""The city's counting day: the small hours belong to the evening before."""


def wide_csv(path: Path) -> dict[str, list[Any]]:
    """Read one row per hour and one column per sensor into the table `counts`, in local time."""
    counts: dict[str, list[Any]] = {"sensor": [], "start": [], "end": [], "entries": []}
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    for day, hour, *values in rows:
        number = int(hour.split(":")[0])
        start = datetime.fromisoformat(day) + timedelta(hours=number)
        if number < 6:  # the date names a counting day: these hours belong to the next calendar day
            start += timedelta(days=1)
        for name, value in zip(heading[2:], values, strict=True):
            counts["sensor"].append(name)
            counts["start"].append(start)
            counts["end"].append(start + timedelta(hours=1))
            # "89.0" is 89 persons; nothing is no record, which is not the same as 0.
            counts["entries"].append(None if value == "" else int(float(value)))
    return counts


def write(folder: Path, tables: dict[str, keliu.Table], *, chinese: bool) -> list[str]:
    """Write tables for Excel and, where a library for it is installed, for programs."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", excel=True, chinese=chinese)
        written.append(f"{name}.csv")
        try:
            table.to_polars().write_parquet(folder / f"{name}.parquet")
        except ImportError:
            continue
        written.append(f"{name}.parquet")
    return written


def main() -> None:
    """Read, clean, report, write."""
    parser = argparse.ArgumentParser(description="Report on a file of hourly counts.")
    example = Path(__file__).parent.parent / "data" / "auckland.csv"
    parser.add_argument("file", type=Path, nargs="?", default=example)
    parser.add_argument("--lang", choices=["en", "zh"], default="en")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()

    counts = wide_csv(given.file)
    clean = keliu.clean_counts(counts, time_zone=ZONE, day_start=DAY_START)
    quality = keliu.count_quality(clean, time_zone=ZONE, day_start=DAY_START)

    def totals(period: str, group: str) -> list[Row]:
        options: Any = {"period": period, "group": group, "time_zone": ZONE}
        return keliu.count_totals(clean, **options, day_start=DAY_START).to_dicts()

    facts = Facts(
        clean.to_dicts(),
        quality.to_dicts(),
        {
            "weeks_of_sensors": totals("week", "sensor"),
            "weeks": totals("week", "all"),
            "days": totals("day", "all"),
            "hours_of_week": totals("hour_of_week", "all"),
        },
    )
    words = Words.of(given.lang)
    print(report(facts, words, given.file.name, ZONE), end="")
    if given.out:
        tables = {"clean_counts": clean, "count_quality": quality}
        files = write(given.out, tables, chinese=given.lang == "zh")
        picture = given.out / "store_report.svg"
        picture.write_text(svg(facts, words, ZONE), encoding="utf-8", newline="\n")
        files.append(picture.name)
        print(words("written", folder=given.out, files=words("list").join(files)))


if __name__ == "__main__":
    main()
