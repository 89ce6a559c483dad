// Written by `cargo codegen` from what the core declares: change the core, not this file.
import { runAsync } from "./door.js";
import { OPERATIONS } from "./specs.js";

export function regularCounts(counts, options, control) {
  return runAsync(OPERATIONS.regularCounts, [counts], options, control);
}

export function cleanCounts(counts, options, control) {
  return runAsync(OPERATIONS.cleanCounts, [counts], options, control);
}

export function countQuality(cleanCounts, options, control) {
  return runAsync(OPERATIONS.countQuality, [cleanCounts], options, control);
}

export function countTotals(cleanCounts, options, control) {
  return runAsync(OPERATIONS.countTotals, [cleanCounts], options, control);
}

export function countEvents(cleanCounts, options, control) {
  return runAsync(OPERATIONS.countEvents, [cleanCounts], options, control);
}

export function powerHours(cleanCounts, options, control) {
  return runAsync(OPERATIONS.powerHours, [cleanCounts], options, control);
}

export function calibrateSensors(audits, options, control) {
  return runAsync(OPERATIONS.calibrateSensors, [audits], options, control);
}

export function deviceAcceptance(audits, options, control) {
  return runAsync(OPERATIONS.deviceAcceptance, [audits], options, control);
}

export function applyCalibration(cleanCounts, calibrationFactors, options, control) {
  return runAsync(OPERATIONS.applyCalibration, [cleanCounts, calibrationFactors], options, control);
}
