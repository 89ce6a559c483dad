// Four visitors in a queue, two of whom give up: its length, the wait, and how many were served in time.

import { queueSummary, rows } from "keliu";

const ten = Date.parse("2026-03-02T10:00+08:00");
const visits = [
  [1, "queue", 0, 60],
  [2, "queue", 0, 120],
  [3, "queue", 0, 90],
  [4, "queue", 0, 180],
  [1, "till", 60, 200],
  [2, "till", 120, 200],
].map(([track, zone, enter, exit]) => ({ track, zone, enter: ten + enter * 1000, exit: ten + exit * 1000 }));

const options = { queues: ["queue"], services: ["till"], targetS: 100 };
const [queue] = rows(queueSummary(visits, options));

console.log(`${queue.length_mean.toFixed(2)} in the queue in the mean, ${queue.length_max} at most`);
console.log(`median wait of those who hold out: ${queue.wait_median_s.toFixed(0)} s`);
console.log(`${queue.joined} joined, ${queue.served} served, ${queue.left} gave up`);
const [level, low, high] = [queue.service_level, queue.service_level_low, queue.service_level_high];
console.log(`served within 100 s: ${level.toFixed(2)}, between ${low.toFixed(2)} and ${high.toFixed(2)}`);
