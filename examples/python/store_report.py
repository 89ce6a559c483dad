"""From a file of hourly counts to a page that says what happened and how far it can be trusted.

    python examples/python/store_report.py examples/data/auckland.csv [--lang zh] [--out out]

keliu needs no other library; Parquet is written where polars or PyArrow is installed.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import keliu

ZONE = "Pacific/Auckland"
"""The wall clock by which the file was written."""
DAY_START = "06:00"
"""The city's counting day: the small hours belong to the evening before."""
KINDS = ["dead", "stuck", "spike", "missing", "partial", "filled"]
"""What can be wrong with a bin, the most telling first."""
VERDICTS = ["good", "repaired", "doubtful", "incomplete", "lost", "closed"]
"""The verdicts of a day, the best first."""
MOST_FAULTS = 7
"""Faults that fit on the screen; the files have them all."""
MOST_WEEKS = 4
"""Weeks that are listed."""

Row = dict[str, Any]
Estimate = tuple[float, float, float]


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


@dataclass
class Words:
    """The words of the report in one language, and numbers as people write them."""

    all: dict[str, Any]

    @classmethod
    def of(cls, language: str) -> Words:
        """Return the words of a language."""
        file = Path(__file__).parent.parent / "words.json"
        return cls(json.loads(file.read_text(encoding="utf-8"))[language])

    def __call__(self, key: str, **blanks: object) -> str:
        """Return a sentence with its blanks filled in."""
        return str(self.all.get(key, key)).format(**blanks)

    def date(self, wall: datetime, key: str = "date") -> str:
        """Return a day, such as "Fri 17 Sep"."""
        weekday, month = self.all["weekdays"][wall.weekday()], self.all["months"][wall.month - 1]
        return self(key, weekday=weekday, month=month, day=wall.day, year=wall.year)

    def moment(self, wall: datetime, key: str = "date") -> str:
        """Return a day and a time."""
        return self("moment", date=self.date(wall, key), clock=f"{wall:%H:%M}")

    def percent(self, share: float) -> str:
        """Return 0.1234 as "12.3 %"."""
        return self("percent", number=f"{math.floor(share * 1000 + 0.5) / 10:.1f}")

    def change(self, share: float) -> str:
        """Return the same with a sign."""
        return ("-" if share < 0 else "+") + self.percent(abs(share))


def people(number: float) -> str:
    """Return 1234567.8 as "1,234,568"."""
    return f"{math.floor(number + 0.5):,}"


def hours(number: float) -> str:
    """Return 1.5 as "1.5" and 2.0 as "2"."""
    return f"{math.floor(number * 10 + 0.5) / 10:g}"


def pad(text: str, columns: int, *, number: bool = False) -> str:
    """Pad a text on the right, or on the left for numbers; Chinese characters take two columns."""
    wide = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
    blanks = " " * (columns - wide)
    return blanks + text if number else text + blanks


@dataclass
class Bin:
    """What one sensor counted in one bin."""

    hours: float
    recorded: int | None
    clean: Estimate | None
    kind: str | None
    conflict: bool


@dataclass
class Stretch:
    """Neighboring bins with the same fault, of one sensor or of all."""

    sensor: int | None
    kind: str
    start: int
    end: int
    hours: float
    people: Estimate | None


@dataclass
class Sensor:
    """One sensor in numbers."""

    name: str
    bins: list[Bin]
    recorded: int = 0
    clean: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    estimated: float = 0.0
    measured: float = 0.0
    days: dict[str, int] = field(default_factory=dict)
    change: float | None = None

    @property
    def in_doubt(self) -> int:
        """Return the days that are neither good nor repaired nor closed."""
        return self.days["doubtful"] + self.days["incomplete"] + self.days["lost"]


class Facts:
    """What the report says, as numbers."""

    def __init__(self, clean: list[Row], quality: list[Row], totals: dict[str, list[Row]]) -> None:
        groups = [(name, list(rows)) for name, rows in groupby(clean, lambda row: row["sensor"])]
        own = groups[0][1] if groups else []
        self.starts = {row["start"]: place for place, row in enumerate(own)}
        self.end = own[-1]["end"] if own else None
        self.walls = [datetime.fromisoformat(row["local_start"][:16]) for row in own]
        if own:
            self.walls.append(self.walls[-1] + (own[-1]["end"] - own[-1]["start"]))
        self.sensors = [
            self.sensor(name, rows, quality, totals["weeks_of_sensors"]) for name, rows in groups
        ]
        self.troubles = troubles(self.sensors)
        self.weeks = self.full(totals["weeks"])
        days = self.full(totals["days"])
        self.busiest_day = max(days, key=lambda day: day[1], default=None)
        self.busiest_hour = max(
            # The hours that a sum covers, all sensors together.
            (
                (row["period"], row["entries"] / (row["expected_s"] / 3600 / len(self.sensors)))
                for row in totals["hours_of_week"]
                if row["entries"] is not None
            ),
            key=lambda hour: hour[1],
            default=None,
        )

    def sensor(self, name: str, rows: list[Row], quality: list[Row], weeks: list[Row]) -> Sensor:
        """Return one sensor in numbers."""
        sensor = Sensor(name, [as_bin(row) for row in rows])
        for bin_ in sensor.bins:
            sensor.recorded += bin_.recorded or 0
            value = bin_.clean or (0.0, 0.0, 0.0)
            sensor.clean = [a + b for a, b in zip(sensor.clean, value, strict=True)]
            sensor.estimated += value[0] if bin_.kind else 0.0
        days = [day for day in quality if day["sensor"] == name]
        verdicts = [day["verdict"] for day in days]
        sensor.days = {verdict: verdicts.count(verdict) for verdict in VERDICTS}
        measured = 0.0
        for day in days:
            measured += day["coverage"]
        sensor.measured = measured / max(1, len(days))
        full = self.full([week for week in weeks if week["sensor"] == name])
        if len(full) > 1 and full[-2][1] > 0:
            sensor.change = full[-1][1] / full[-2][1] - 1
        return sensor

    def full(self, table: list[Row]) -> list[tuple[int, float]]:
        """Return first bin and persons of each period that the file covers from end to end."""
        return [
            (self.starts[row["start"]], row["entries"])
            for row in table
            if row["entries"] is not None and row["start"] in self.starts and row["end"] <= self.end
        ]

    def conflicts(self) -> list[tuple[list[int], int]]:
        """Return bins recorded several times with different numbers, and by which sensors."""
        sensors = range(len(self.sensors))
        found = [
            ([sensor for sensor in sensors if self.sensors[sensor].bins[place].conflict], place)
            for place in range(len(self.starts))
        ]
        return [(which, place) for which, place in found if which]


def as_bin(row: Row) -> Bin:
    """Return a row of `clean_counts` as report and picture need it."""
    names = keliu.Flags(row["flags"]).names()
    repaired = "filled" in names or "unfilled" in names
    return Bin(
        hours=(row["end"] - row["start"]) / timedelta(hours=1),
        recorded=row["entries_raw"],
        clean=None
        if row["entries"] is None
        else (row["entries"], row["entries_low"], row["entries_high"]),
        kind=next((kind for kind in KINDS if kind in names), None) if repaired else None,
        conflict="conflict" in names,
    )


def total(a: Estimate | None, b: Estimate | None) -> Estimate | None:
    """Add two estimates; nothing where one of them could not be made."""
    return None if a is None or b is None else (a[0] + b[0], a[1] + b[1], a[2] + b[2])


def stretches(sensors: list[Sensor]) -> list[Stretch]:
    """Return the stretches of all sensors, sensor by sensor."""
    found: list[Stretch] = []
    for number, sensor in enumerate(sensors):
        for place, bin_ in enumerate(sensor.bins):
            if bin_.kind is None:
                continue
            last = found[-1] if found else None
            if last and (last.sensor, last.kind, last.end) == (number, bin_.kind, place):
                last.end += 1
                last.hours += bin_.hours
                last.people = total(last.people, bin_.clean)
            else:
                new = Stretch(number, bin_.kind, place, place + 1, bin_.hours, bin_.clean)
                found.append(new)
    return found


def whole(parts: list[Stretch]) -> Estimate | None:
    """Add the estimates of several stretches."""
    people = parts[0].people
    for part in parts[1:]:
        people = total(people, part.people)
    return people


def troubles(sensors: list[Sensor]) -> list[list[Stretch]]:
    """Return stretches of one sensor and kind together, those of all as one, the worst first."""
    alike: dict[tuple[str, int, int], list[Stretch]] = {}
    for stretch in stretches(sensors):
        alike.setdefault((stretch.kind, stretch.start, stretch.end), []).append(stretch)
    lines: dict[tuple[int, int], list[Stretch]] = {}
    for shared in alike.values():
        if 1 < len(shared) == len(sensors):
            one = shared[0]
            shared = [Stretch(None, one.kind, one.start, one.end, one.hours, whole(shared))]
        for stretch in shared:
            sensor = -1 if stretch.sensor is None else stretch.sensor
            lines.setdefault((sensor, KINDS.index(stretch.kind)), []).append(stretch)
    ordered = [sorted(lines[key], key=lambda stretch: stretch.start) for key in sorted(lines)]
    return sorted(ordered, key=lambda parts: -(whole(parts) or (math.inf,))[0])


def report(facts: Facts, words: Words, file: str) -> str:
    """Return the report on one screen."""
    lines = [words("title", file=file)]
    if facts.walls:
        start, end = (words.moment(facts.walls[place], "long_date") for place in (0, -1))
        count = len(facts.sensors)
        lines.append(words("period", **{"from": start, "to": end, "zone": ZONE, "sensors": count}))
    lines += [verdict(facts, words), "", *overview(facts, words)]
    lines += ["", words("what_was_wrong"), *faults(facts, words)]
    lines += ["", words("trust"), *trust(facts, words)]
    lines += ["", words("when"), *rhythm(facts, words)]
    return "".join(line.rstrip() + "\n" for line in lines)


def verdict(facts: Facts, words: Words) -> str:
    """Return one sentence for those who read no further."""
    doubted = [sensor for sensor in facts.sensors if sensor.in_doubt > 0]
    if not doubted:
        return words("verdict_good")
    return words(
        "verdict_check",
        good=len(facts.sensors) - len(doubted),
        sensors=len(facts.sensors),
        names=words("list").join(sensor.name for sensor in doubted),
        days=sum(sensor.in_doubt for sensor in doubted),
    )


def overview(facts: Facts, words: Words) -> list[str]:
    """Return recorded, clean and estimated persons."""
    recorded = sum(sensor.recorded for sensor in facts.sensors)
    clean, low, high, estimated, measured = 0.0, 0.0, 0.0, 0.0, 0.0
    for sensor in facts.sensors:
        clean, low, high = clean + sensor.clean[0], low + sensor.clean[1], high + sensor.clean[2]
        estimated += sensor.estimated
        measured += sensor.measured
    share = words.percent(measured / max(1, len(facts.sensors)))
    rows = [
        ("recorded", people(recorded), words("people")),
        ("clean", people(clean), words("between", low=people(low), high=people(high))),
        (
            "estimated",
            words.percent(estimated / clean if clean > 0 else 0.0),
            words("measured", share=share),
        ),
    ]
    return [
        f"  {pad(words(key), 12)}{pad(number, 12, number=True)} {rest}"
        for key, number, rest in rows
    ]


def sensor_names(facts: Facts, which: list[int], words: Words) -> str:
    """Return the name of a sensor, or how many of them there are."""
    if len(which) == 1:
        return facts.sensors[which[0]].name
    key = "all_sensors" if len(which) == len(facts.sensors) else "some_sensors"
    return words(key, some=len(which), sensors=len(facts.sensors))


def faults(facts: Facts, words: Words) -> list[str]:
    """Return what was wrong, a sentence and its estimate per line."""
    lines = [line for parts in facts.troubles[:MOST_FAULTS] for line in fault(facts, words, parts)]
    conflicts = facts.conflicts()
    rest = max(1, MOST_FAULTS - len(facts.troubles))
    for which, place in conflicts[:rest]:
        sensor, moment = sensor_names(facts, which, words), words.moment(facts.walls[place])
        lines.append(words("conflict", **{"sensor": sensor, "from": moment}))
    left = max(0, len(facts.troubles) - MOST_FAULTS) + max(0, len(conflicts) - rest)
    if left > 0:
        lines.append(words("more", lines=left))
    return [f"  {line}" for line in lines or [words("nothing_wrong")]]


def fault(facts: Facts, words: Words, parts: list[Stretch]) -> list[str]:
    """Return the two lines of stretches of one kind."""
    longest = max(parts, key=lambda stretch: stretch.hours)
    which = list(range(len(facts.sensors))) if longest.sensor is None else [longest.sensor]
    blanks = {
        "sensor": sensor_names(facts, which, words),
        "what": words(longest.kind),
        "times": len(parts),
        "from": words.moment(facts.walls[parts[0].start]),
        "to": words.moment(facts.walls[parts[-1].end]),
        "hours": hours(sum(part.hours for part in parts)),
    }
    line = words("once" if len(parts) == 1 else "often", **blanks)
    rest = words("no_estimate")
    estimate = whole(parts)
    if estimate:
        value, low, high = map(people, estimate)
        rest = words("estimate", people=value, low=low, high=high)
    if len(parts) > 1:
        start = words.moment(facts.walls[longest.start])
        rest += words("longest", **{"hours": hours(longest.hours), "from": start})
    return [line, f"  {rest}"]


def trust(facts: Facts, words: Words) -> list[str]:
    """Return one row per sensor; verdicts that no day has are left out."""
    used = [verdict for verdict in VERDICTS if any(s.days[verdict] for s in facts.sensors)]
    heading = ["sensor", "recorded", "clean", "measured_share", "last_week"]
    heading += ["good_days" if verdict == "good" else verdict for verdict in used]
    rows = [[words(key) for key in heading]]
    for sensor in facts.sensors:
        change = "-" if sensor.change is None else words.change(sensor.change)
        row = [sensor.name, people(sensor.recorded), people(sensor.clean[0])]
        row += [words.percent(sensor.measured), change]
        rows.append(row + [str(sensor.days[verdict]) for verdict in used])
    lines = [
        pad(row[0], 20)
        + "".join(pad(cell, 12, number=True) for cell in row[1:3])
        + "".join(pad(cell, 11, number=True) for cell in row[3:])
        for row in rows
    ]
    return [f"  {line}" for line in [*lines, words("legend")]]


def rhythm(facts: Facts, words: Words) -> list[str]:
    """Return when people come."""
    rows: list[tuple[str, str]] = []
    if facts.busiest_hour:
        weekday, clock = facts.busiest_hour[0].split(" ")
        english = Words.of("en").all["weekdays"].index(weekday)
        blanks = {"weekday": words.all["weekdays"][english], "clock": clock}
        mean = people(facts.busiest_hour[1])
        rows.append((words("busiest_hour"), words("hour", **blanks, people=mean)))
    if facts.busiest_day:
        place, persons = facts.busiest_day
        day = words.date(facts.walls[place], "long_date")
        rows.append((words("busiest_day"), words("day", date=day, people=people(persons))))
    for week in range(max(0, len(facts.weeks) - MOST_WEEKS), len(facts.weeks)):
        place, persons = facts.weeks[week]
        text = pad(people(persons), 9, number=True)
        if week > 0 and facts.weeks[week - 1][1] > 0:
            text += pad(words.change(persons / facts.weeks[week - 1][1] - 1), 10, number=True)
        rows.append((words("week", date=words.date(facts.walls[place])), text))
    return [f"  {pad(label, 24)}{text}" for label, text in rows]


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
    # A clerk wrote yesterday's label on a row: the first row of that label is the right one.
    clean = keliu.clean_counts(counts, time_zone=ZONE, day_start=DAY_START, duplicates="first")
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
    print(report(facts, words, given.file.name), end="")
    if given.out:
        tables = {"clean_counts": clean, "count_quality": quality}
        files = write(given.out, tables, chinese=given.lang == "zh")
        print(words("written", folder=given.out, files=words("list").join(files)))


if __name__ == "__main__":
    main()
