"""Counts of uneven length, out of order and sent twice, on quarters of an hour."""

import keliu

counts = {
    "sensor": ["north door"] * 4,
    "start": ["2026-03-02 09:00", "2026-03-02 09:45", "2026-03-02 10:00", "2026-03-02 09:00"],
    "end": ["2026-03-02 09:30", "2026-03-02 10:00", "2026-03-02 10:30", "2026-03-02 09:30"],
    "entries": [7, 4, 12, 9],  # the last row is the first one, revised
}
bins = keliu.regular_counts(counts, interval_s=900, time_zone="Asia/Shanghai")
for row in bins.to_dicts():
    print(row["local_start"], "null" if row["entries"] is None else row["entries"], sep="  ")
