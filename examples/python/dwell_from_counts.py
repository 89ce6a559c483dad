"""Four persons come, one a minute, and leave after them: how long they stayed."""

from datetime import datetime, timedelta, timezone

import keliu

ten = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))
minutes = [ten + timedelta(minutes=minute) for minute in range(9)]
bins = {
    "site": ["shop"] * 8,
    "start": minutes[:-1],
    "end": minutes[1:],
    "entries": [1, 1, 1, 1, 0, 0, 0, 0],
    "exits": [0, 0, 0, 0, 1, 1, 1, 1],
    "occupancy": [1, 2, 3, 4, 3, 2, 1, 0],
}
(dwell,) = keliu.dwell_from_counts(bins).dwell_from_counts.to_dicts()

mean, least, most = (dwell[column] / 60 for column in ("mean_s", "sd_fifo_s", "sd_lifo_s"))
print(f"mean {mean:.2f} min, standard deviation between {least:.2f} and {most:.2f} min")
print(f"median: {'null' if dwell['median_s'] is None else 'known'}")
