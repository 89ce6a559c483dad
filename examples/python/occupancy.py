"""A shop whose door misses persons on their way out: how many are inside."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))
entries = [40, 60, 90, 120, 80, 70, 60, 90, 140, 130, 70, 10]
exits = [5, 35, 70, 100, 85, 70, 60, 70, 100, 130, 105, 80]
counts = {
    "sensor": ["door"] * 12,
    "start": [monday + timedelta(hours=hour) for hour in range(9, 21)],
    "end": [monday + timedelta(hours=hour + 1) for hour in range(9, 21)],
    "entries": entries,
    "exits": exits,
}

result = keliu.occupancy(
    keliu.regular_counts(counts),
    open_hours="Mon-Sun 09:00-21:00",
    time_zone="Asia/Shanghai",
    capacity=150,
)

running = 0
for at, row in enumerate(result.occupancy.to_dicts()):
    running += entries[at] - exits[at]
    print(f"{at + 10:02}:00  {row['occupancy']} inside, the counts alone say {running}")
(day,) = result.occupancy_days.to_dicts()
print(f"drift {day['drift']:.0f} persons, peak {day['peak']}, mean {day['mean']:.1f}")
