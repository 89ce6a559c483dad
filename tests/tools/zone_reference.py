"""Write tests/data/zone_reference.csv: what Python's zoneinfo says about every change of offset, 1985 to 2037.

Run: python3 tests/tools/zone_reference.py > tests/data/zone_reference.csv

The answers come from plain calls of `datetime.astimezone`, hour by hour to find the changes and minute by minute to
find days and bins. No interval arithmetic is shared with the library, so that agreement means something.

Columns, times in seconds since 1970-01-01T00:00:00Z:
zone, change      the first instant with a new offset
before, after     offset from UTC before and after it
day_start, day_end  the local day in which the change lies: from the first minute whose date, or a later one, is shown
hours, quarters   bins of that day: a bin begins where the clock shows a full hour (quarter), or jumps into another one
wall, fold0, fold1  the wall clock value in the middle of the gap or of the repeated hour, and its instant by PEP 495
"""

import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import TZPATH, ZoneInfo

ZONES = [
    "Africa/Casablanca",  # Ramadan: up to four changes a year, standard time is the higher offset
    "America/Havana",  # changes at midnight
    "America/New_York",
    "America/Sao_Paulo",  # gaps at midnight until 2018
    "America/St_Johns",  # changes at 00:01 until 2011; two hours in 1988
    "Antarctica/Troll",  # two hours since 2005
    "Asia/Beirut",  # changes at midnight
    "Asia/Kathmandu",  # 15 minutes in 1986
    "Asia/Shanghai",  # summer time until 1991
    "Australia/Lord_Howe",  # half an hour
    "Europe/Berlin",
    "Europe/Dublin",  # negative summer time in the source
    "Pacific/Apia",  # no 30 December 2011
    "Pacific/Auckland",
]
FIRST = datetime(1985, 1, 1, tzinfo=timezone.utc)
LAST = datetime(2038, 1, 1, tzinfo=timezone.utc)
EPOCH = datetime(1970, 1, 1)


def offset(zone: ZoneInfo, instant: datetime) -> int:
    return int(instant.astimezone(zone).utcoffset().total_seconds())


def seconds(wall: datetime) -> int:
    return int((wall - EPOCH).total_seconds())


def changes(zone: ZoneInfo):
    """Yield each first instant with a new offset, to the second, with both offsets."""
    hour = timedelta(hours=1)
    at, now = FIRST, offset(zone, FIRST)
    while at < LAST:
        after = offset(zone, at + hour)
        if after != now:
            second = at
            while offset(zone, second) == now:
                second += timedelta(seconds=1)
            yield second, now, after
        at, now = at + hour, after


def local_day(zone: ZoneInfo, change: datetime):
    """The local day of a change, and the number of its hourly and quarter-hourly bins."""
    walls = []
    start = change - timedelta(hours=52)
    for minute in range(104 * 60):
        instant = start + timedelta(minutes=minute)
        walls.append((instant, instant.astimezone(zone).replace(tzinfo=None)))
    dates, latest = [], walls[0][1].date()
    for _, wall in walls:
        latest = max(latest, wall.date())
        dates.append(latest)
    day = dates[52 * 60]
    inside = [i for i, date in enumerate(dates) if date == day]
    bins = []
    for width in (60, 15):
        label = [seconds(wall) // (60 * width) for _, wall in walls]
        begins = [i for i in inside if label[i] != label[i - 1] or seconds(walls[i][1]) % (60 * width) == 0]
        bins.append(len(begins))
    first, last = walls[inside[0]][0], walls[inside[-1]][0] + timedelta(minutes=1)
    return int(first.timestamp()), int(last.timestamp()), *bins


def version() -> str:
    for folder in TZPATH:
        source = Path(folder) / "tzdata.zi"
        if source.exists():
            return source.read_text().split("\n", 1)[0].removeprefix("# version ")
    sys.exit("no tzdata.zi: the version of the database would be unknown")


def main() -> None:
    print(f"# tz database {version()}, Python {sys.version.split()[0]} zoneinfo, by tests/tools/zone_reference.py")
    print("zone,change,before,after,day_start,day_end,hours,quarters,wall,fold0,fold1")
    for name in ZONES:
        zone = ZoneInfo(name)
        for change, before, after in changes(zone):
            at = int(change.timestamp())
            wall = EPOCH + timedelta(seconds=at + (before + after) // 2)
            folds = [int(wall.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1)]
            print(name, at, before, after, *local_day(zone, change), seconds(wall), *folds, sep=",")


if __name__ == "__main__":
    main()
