// Written by `cargo codegen` from what the core declares: change the core, not this file.
import { runAsync } from "./door.js";
import { OPERATIONS } from "./specs.js";

export function inspectCounts(file, options, control) {
  return runAsync(OPERATIONS.inspectCounts, [file], options, control);
}

export function readCounts(file, options, control) {
  return runAsync(OPERATIONS.readCounts, [file], options, control);
}

export function readReadings(file, options, control) {
  return runAsync(OPERATIONS.readReadings, [file], options, control);
}

export function intervalCounts(readings, options, control) {
  return runAsync(OPERATIONS.intervalCounts, [readings], options, control);
}

export function regularCounts(counts, options, control) {
  return runAsync(OPERATIONS.regularCounts, [counts], options, control);
}

export function cleanCounts(counts, options, control) {
  return runAsync(OPERATIONS.cleanCounts, [counts], options, control);
}

export function countProposals(counts, options, control) {
  return runAsync(OPERATIONS.countProposals, [counts], options, control);
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

export function uturnNetting(crossings, options, control) {
  return runAsync(OPERATIONS.uturnNetting, [crossings], options, control);
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

export function visitorEstimates(cleanCounts, options, control) {
  return runAsync(OPERATIONS.visitorEstimates, [cleanCounts], options, control);
}

export function occupancy(cleanCounts, options, control) {
  return runAsync(OPERATIONS.occupancy, [cleanCounts], options, control);
}

export function dwellFromCounts(occupancy, options, control) {
  return runAsync(OPERATIONS.dwellFromCounts, [occupancy], options, control);
}

export function networkFlows(cleanCounts, edges, options, control) {
  return runAsync(OPERATIONS.networkFlows, [cleanCounts, edges], options, control);
}

export function zoneVisits(points, zones, options, control) {
  return runAsync(OPERATIONS.zoneVisits, [points, zones], options, control);
}

export function gateCrossings(points, gates, options, control) {
  return runAsync(OPERATIONS.gateCrossings, [points, gates], options, control);
}

export function dwellSummary(zoneVisits, options, control) {
  return runAsync(OPERATIONS.dwellSummary, [zoneVisits], options, control);
}

export function zoneOccupancy(zoneVisits, options, control) {
  return runAsync(OPERATIONS.zoneOccupancy, [zoneVisits], options, control);
}

export function queueSummary(zoneVisits, options, control) {
  return runAsync(OPERATIONS.queueSummary, [zoneVisits], options, control);
}

export function zoneMetrics(zoneVisits, options, control) {
  return runAsync(OPERATIONS.zoneMetrics, [zoneVisits], options, control);
}

export function gridHeatmap(points, options, control) {
  return runAsync(OPERATIONS.gridHeatmap, [points], options, control);
}

export function smoothHeatmap(heatmap, options, control) {
  return runAsync(OPERATIONS.smoothHeatmap, [heatmap], options, control);
}

export function hotspots(heatmap, options, control) {
  return runAsync(OPERATIONS.hotspots, [heatmap], options, control);
}
