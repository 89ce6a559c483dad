"""The hours of a Monday that carry half of its visitors."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))
counts = {
    "sensor": ["north door"] * 24,
    "start": [monday + timedelta(hours=hour) for hour in range(24)],
    "end": [monday + timedelta(hours=hour + 1) for hour in range(24)],
    "entries": list(range(24)),
}
hours = keliu.power_hours(keliu.regular_counts(counts), share=0.5, time_zone="Asia/Shanghai")

for row in hours.to_dicts():
    if row["power"]:
        print(f"{row['hour']}  {row['persons_per_h']:.0f}  {row['cumulative_share']:.3f}")
