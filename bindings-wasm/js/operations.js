// Written by `cargo codegen` from what the core declares: change the core, not this file.
import { run } from "./door.js";
import { OPERATIONS } from "./specs.js";

export function regularCounts(counts, options) {
  return run(OPERATIONS.regularCounts, [counts], options);
}

export function cleanCounts(counts, options) {
  return run(OPERATIONS.cleanCounts, [counts], options);
}

export function countQuality(cleanCounts, options) {
  return run(OPERATIONS.countQuality, [cleanCounts], options);
}

export function countTotals(cleanCounts, options) {
  return run(OPERATIONS.countTotals, [cleanCounts], options);
}

export function powerHours(cleanCounts, options) {
  return run(OPERATIONS.powerHours, [cleanCounts], options);
}
