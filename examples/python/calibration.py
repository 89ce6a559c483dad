"""A door that misses one person in twenty: audited with a clicker, judged, corrected."""

from datetime import datetime, timedelta, timezone

import keliu

monday = datetime(2026, 3, 2, tzinfo=timezone(timedelta(hours=8)))
hour = timedelta(hours=1)

# Six sessions of an hour: persons seen to enter, and what the device counted.
sessions = [monday + timedelta(days=day, hours=11) for day in range(6)]
audits = {
    "sensor": ["north door"] * 6,
    "start": sessions,
    "end": [start + hour for start in sessions],
    "manual_entries": [104, 211, 96, 158, 187, 120],
    "device_entries": [99, 200, 92, 150, 179, 114],
}

factors = keliu.calibrate_sensors(audits)
(door,) = factors.to_dicts()
print(f"factor {door['factor']:.3f} ({door['low']:.3f} to {door['high']:.3f})  {door['verdict']}")

(judged,) = keliu.device_acceptance(audits, margin=0.03).to_dicts()
print(f"bias {100 * judged['bias']:.1f} %, margin 3 %  {judged['verdict']}")

week_after = monday + timedelta(days=7)
counts = {
    "sensor": ["north door"],
    "start": [week_after],
    "end": [week_after + hour],
    "entries": [200],
}
(bin_,) = keliu.apply_calibration(keliu.regular_counts(counts), factors).to_dicts()
low, high = bin_["entries_low"], bin_["entries_high"]
print(f"200 counted, {bin_['entries']:.0f} entered ({low:.0f} to {high:.0f})")
