// Written by `cargo codegen` from what the core declares: change the core, not this file.
import { run } from "./door.js";
import { OPERATIONS } from "./specs.js";

export function inspectCounts(file, options) {
  return run(OPERATIONS.inspectCounts, [file], options);
}

export function readCounts(file, options) {
  return run(OPERATIONS.readCounts, [file], options);
}

export function readReadings(file, options) {
  return run(OPERATIONS.readReadings, [file], options);
}

export function intervalCounts(readings, options) {
  return run(OPERATIONS.intervalCounts, [readings], options);
}

export function regularCounts(counts, options) {
  return run(OPERATIONS.regularCounts, [counts], options);
}

export function cleanCounts(counts, options) {
  return run(OPERATIONS.cleanCounts, [counts], options);
}

export function countProposals(counts, options) {
  return run(OPERATIONS.countProposals, [counts], options);
}

export function countQuality(cleanCounts, options) {
  return run(OPERATIONS.countQuality, [cleanCounts], options);
}

export function countTotals(cleanCounts, options) {
  return run(OPERATIONS.countTotals, [cleanCounts], options);
}

export function countEvents(cleanCounts, options) {
  return run(OPERATIONS.countEvents, [cleanCounts], options);
}

export function powerHours(cleanCounts, options) {
  return run(OPERATIONS.powerHours, [cleanCounts], options);
}

export function uturnNetting(crossings, options) {
  return run(OPERATIONS.uturnNetting, [crossings], options);
}

export function calibrateSensors(audits, options) {
  return run(OPERATIONS.calibrateSensors, [audits], options);
}

export function deviceAcceptance(audits, options) {
  return run(OPERATIONS.deviceAcceptance, [audits], options);
}

export function applyCalibration(cleanCounts, calibrationFactors, options) {
  return run(OPERATIONS.applyCalibration, [cleanCounts, calibrationFactors], options);
}

export function visitorEstimates(cleanCounts, options) {
  return run(OPERATIONS.visitorEstimates, [cleanCounts], options);
}

export function occupancy(cleanCounts, options) {
  return run(OPERATIONS.occupancy, [cleanCounts], options);
}

export function dwellFromCounts(occupancy, options) {
  return run(OPERATIONS.dwellFromCounts, [occupancy], options);
}

export function networkFlows(cleanCounts, edges, options) {
  return run(OPERATIONS.networkFlows, [cleanCounts, edges], options);
}

export function zoneVisits(points, zones, options) {
  return run(OPERATIONS.zoneVisits, [points, zones], options);
}

export function gateCrossings(points, gates, options) {
  return run(OPERATIONS.gateCrossings, [points, gates], options);
}

export function dwellSummary(zoneVisits, options) {
  return run(OPERATIONS.dwellSummary, [zoneVisits], options);
}

export function zoneOccupancy(zoneVisits, options) {
  return run(OPERATIONS.zoneOccupancy, [zoneVisits], options);
}

export function queueSummary(zoneVisits, options) {
  return run(OPERATIONS.queueSummary, [zoneVisits], options);
}

export function zoneMetrics(zoneVisits, options) {
  return run(OPERATIONS.zoneMetrics, [zoneVisits], options);
}

export function gridHeatmap(points, options) {
  return run(OPERATIONS.gridHeatmap, [points], options);
}

export function smoothHeatmap(heatmap, options) {
  return run(OPERATIONS.smoothHeatmap, [heatmap], options);
}

export function hotspots(heatmap, options) {
  return run(OPERATIONS.hotspots, [heatmap], options);
}
