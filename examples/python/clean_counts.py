"""Four weeks of a door: a sensor that was off for ten hours, and three hours without a record."""

import math
from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))
hours = [hour for hour in range(28 * 24) if not 400 <= hour < 403]
counts = {
    "sensor": ["north door"] * len(hours),
    "start": [monday + timedelta(hours=hour) for hour in hours],
    "end": [monday + timedelta(hours=hour + 1) for hour in hours],
    "entries": [0 if 300 <= hour < 310 else 100 + 8 * (hour % 24) + hour % 7 for hour in hours],
}
clean = keliu.clean_counts(counts, time_zone="Asia/Shanghai")

for row in clean.to_dicts():
    found = keliu.Flags(row["flags"]).names()
    if "filled" not in found:
        continue
    raw = "null" if row["entries_raw"] is None else row["entries_raw"]
    columns = ("entries", "entries_low", "entries_high")
    value, low, high = (math.floor(row[column] + 0.5) for column in columns)
    print(f"{row['local_start']}  {raw} -> {value} ({low} to {high})  {' '.join(found)}")
