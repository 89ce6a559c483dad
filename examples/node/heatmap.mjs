// Where two persons spent their time: one walks along a shelf and stops, the other is lost by the sensor.

import { gridHeatmap, hotspots, rows, smoothHeatmap } from "keliu";

const morning = Date.parse("2026-03-02T10:00Z");
const point = (track, second, x) => ({ track, time: morning + second * 1000, x, y: 0.5 });
const points = [
  point(1, 0, 0.5),
  point(1, 4, 2.5),
  point(1, 10, 2.5),
  point(2, 6, 2.5),
  point(2, 11, 2.5),
  point(2, 71, 0.5),
  point(2, 74, 0.5),
];
const result = gridHeatmap(points, { cellM: 1, maxGapS: 10 });

for (const cell of rows(result.heatmap)) {
  console.log(`around ${cell.x.toFixed(1)} m: ${cell.seconds.toFixed(1)} s, ${cell.visitors} visitors`);
}
const [totals] = rows(result.heatmapTotals);
console.log(`on the grid ${totals.grid_s.toFixed(1)} s, unobserved ${totals.unobserved_s.toFixed(1)} s`);

const smooth = rows(smoothHeatmap(result.heatmap, { bandwidthM: 0.5, method: "diffusion" }));
console.log(`spread to ${smooth.map((cell) => cell.seconds.toFixed(2)).join(", ")} s`);

const scores = rows(hotspots(result.heatmap, { radiusM: 0 }));
console.log(`scores ${scores.map((cell) => cell.z.toFixed(2)).join(", ")}`);
