"""Eight visits to a shelf, two of them lost from sight.

How long visitors stay, and how many stand there.
"""

from datetime import datetime, timedelta, timezone

import keliu

ten = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))
from_s = [0, 20, 50, 100, 130, 200, 240, 300]
stay_s = [12, 45, 30, 90, 20, 60, 16, 75]
visits = {
    "track": [1, 2, 3, 4, 5, 6, 7, 8],
    "zone": ["shelf"] * 8,
    "enter": [ten + timedelta(seconds=at) for at in from_s],
    "exit": [ten + timedelta(seconds=at + stay) for at, stay in zip(from_s, stay_s, strict=True)],
    "end_seen": [True, True, True, False, True, False, True, True],
}

(dwell,) = keliu.dwell_summary(visits, tau_s=60).dwell_summary.to_dicts()
print(
    f"half of {dwell['visits']} visits last {dwell['median_s']:.0f} s or less; "
    f"{dwell['cut']} were cut"
)
print(f"mean up to a minute: {dwell['rmst_s']:.1f} s")
print(f"naive means: {dwell['mean_s']:.1f} s of all, {dwell['mean_whole_s']:.1f} s of whole visits")

slots = keliu.zone_occupancy(visits, interval_s=300).zone_occupancy
for slot, row in enumerate(slots.to_dicts()):
    print(f"10:{5 * slot:02}  {row['mean']:.2f} persons in the mean, {row['max']} at most")
