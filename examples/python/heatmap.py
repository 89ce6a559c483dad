"""Where two persons spent their time.

One walks along a shelf and stops, the other is lost by the sensor.
"""

from datetime import datetime, timedelta, timezone

import keliu

morning = datetime(2026, 3, 2, 10, tzinfo=timezone.utc)
points = {
    "track": [1, 1, 1, 2, 2, 2, 2],
    "time": [morning + timedelta(seconds=second) for second in [0, 4, 10, 6, 11, 71, 74]],
    "x": [0.5, 2.5, 2.5, 2.5, 2.5, 0.5, 0.5],
    "y": [0.5] * 7,
}
result = keliu.grid_heatmap(points, cell_m=1.0, max_gap_s=10.0)

for cell in result.heatmap.to_dicts():
    print(f"around {cell['x']:.1f} m: {cell['seconds']:.1f} s, {cell['visitors']} visitors")
totals = result.heatmap_totals.to_dicts()[0]
print(f"on the grid {totals['grid_s']:.1f} s, unobserved {totals['unobserved_s']:.1f} s")

smooth = keliu.smooth_heatmap(result.heatmap, bandwidth_m=0.5, method="diffusion")
seconds = ", ".join(f"{cell['seconds']:.2f}" for cell in smooth.to_dicts())
print(f"spread to {seconds} s")

scores = keliu.hotspots(result.heatmap, radius_m=0.0)
print(f"scores {', '.join(format(cell['z'], '.2f') for cell in scores.to_dicts())}")
