"""Four visitors in a queue, two of whom give up.

Its length, the wait, and how many were served in time.
"""

from datetime import datetime, timedelta, timezone

import keliu

ten = datetime(2026, 3, 2, 10, tzinfo=timezone(timedelta(hours=8)))
visits = {
    "track": [1, 2, 3, 4, 1, 2],
    "zone": ["queue", "queue", "queue", "queue", "till", "till"],
    "enter": [ten + timedelta(seconds=at) for at in (0, 0, 0, 0, 60, 120)],
    "exit": [ten + timedelta(seconds=at) for at in (60, 120, 90, 180, 200, 200)],
}

(queue,) = keliu.queue_summary(visits, queues=["queue"], services=["till"], target_s=100).to_dicts()

print(f"{queue['length_mean']:.2f} in the queue in the mean, {queue['length_max']} at most")
print(f"median wait of those who hold out: {queue['wait_median_s']:.0f} s")
print(f"{queue['joined']} joined, {queue['served']} served, {queue['left']} gave up")
low, high = queue["service_level_low"], queue["service_level_high"]
print(f"served within 100 s: {queue['service_level']:.2f}, between {low:.2f} and {high:.2f}")
