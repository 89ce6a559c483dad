// Written by `cargo codegen` from what the core declares: change the core, not this file.
import type { ApplyCalibrationOptions, CalibrateSensorsOptions, CalibratedCountsTable, CalibrationFactorsTable, CleanCountsOptions, CleanCountsTable, CountEventsOptions, CountEventsTable, CountProposalsOptions, CountProposalsTable, CountQualityOptions, CountQualityTable, CountTotalsOptions, CountTotalsTable, DeviceAcceptanceOptions, DeviceAcceptanceTable, DroppedReadingsTable, DwellBinsTable, DwellDistributionTable, DwellFromCountsOptions, DwellFromCountsTable, DwellQuantilesTable, DwellSummaryOptions, DwellSummaryTable, EventBinsTable, GateCrossingsOptions, GateCrossingsTable, GateTotalsTable, GridHeatmapOptions, HeatmapTable, HeatmapTotalsTable, HotspotsOptions, HotspotsTable, InspectCountsOptions, InspectCountsTable, IntervalCountsOptions, IntervalCountsTable, NetworkFlowsOptions, NetworkFlowsTable, NetworkOccupancyTable, NetworkSensorsTable, NetworkZonesTable, OccupancyDaysTable, OccupancyOptions, OccupancySensorsTable, OccupancyTable, PowerHoursOptions, PowerHoursTable, QueueSummaryOptions, QueueSummaryTable, ReadCountsOptions, ReadCountsTable, ReadReadingsOptions, ReadReadingsTable, RefusedReadingsTable, RefusedRowsTable, RegularCountsOptions, RegularCountsTable, SmoothHeatmapOptions, SmoothHeatmapTable, UturnNettingOptions, UturnNettingTable, VisitorEstimatesOptions, VisitorEstimatesTable, ZoneHoursTable, ZoneMetricsOptions, ZoneMetricsTable, ZoneOccupancyOptions, ZoneOccupancyTable, ZonePairsTable, ZoneTimeTable, ZoneVisitsOptions, ZoneVisitsTable } from "./operations.js";
import type { AsyncFileLike, AsyncTableLike, Control } from "./tables.js";

/** As `inspectCounts`, off the main thread. */
export declare function inspectCounts(file: AsyncFileLike, options?: InspectCountsOptions, control?: Control): Promise<InspectCountsTable>;

/** As `readCounts`, off the main thread. */
export declare function readCounts(file: AsyncFileLike, options?: ReadCountsOptions, control?: Control): Promise<{ readCounts: ReadCountsTable; refusedRows: RefusedRowsTable }>;

/** As `readReadings`, off the main thread. */
export declare function readReadings(file: AsyncFileLike, options?: ReadReadingsOptions, control?: Control): Promise<{ readReadings: ReadReadingsTable; refusedReadings: RefusedReadingsTable }>;

/** As `intervalCounts`, off the main thread. */
export declare function intervalCounts(readings: AsyncTableLike, options?: IntervalCountsOptions, control?: Control): Promise<{ intervalCounts: IntervalCountsTable; droppedReadings: DroppedReadingsTable }>;

/** As `regularCounts`, off the main thread. */
export declare function regularCounts(counts: AsyncTableLike, options?: RegularCountsOptions, control?: Control): Promise<RegularCountsTable>;

/** As `cleanCounts`, off the main thread. */
export declare function cleanCounts(counts: AsyncTableLike, options?: CleanCountsOptions, control?: Control): Promise<CleanCountsTable>;

/** As `countProposals`, off the main thread. */
export declare function countProposals(counts: AsyncTableLike, options?: CountProposalsOptions, control?: Control): Promise<CountProposalsTable>;

/** As `countQuality`, off the main thread. */
export declare function countQuality(cleanCounts: AsyncTableLike, options?: CountQualityOptions, control?: Control): Promise<CountQualityTable>;

/** As `countTotals`, off the main thread. */
export declare function countTotals(cleanCounts: AsyncTableLike, options?: CountTotalsOptions, control?: Control): Promise<CountTotalsTable>;

/** As `countEvents`, off the main thread. */
export declare function countEvents(cleanCounts: AsyncTableLike, options?: CountEventsOptions, control?: Control): Promise<{ countEvents: CountEventsTable; eventBins: EventBinsTable }>;

/** As `powerHours`, off the main thread. */
export declare function powerHours(cleanCounts: AsyncTableLike, options?: PowerHoursOptions, control?: Control): Promise<PowerHoursTable>;

/** As `uturnNetting`, off the main thread. */
export declare function uturnNetting(crossings: AsyncTableLike, options?: UturnNettingOptions, control?: Control): Promise<UturnNettingTable>;

/** As `calibrateSensors`, off the main thread. */
export declare function calibrateSensors(audits: AsyncTableLike, options?: CalibrateSensorsOptions, control?: Control): Promise<CalibrationFactorsTable>;

/** As `deviceAcceptance`, off the main thread. */
export declare function deviceAcceptance(audits: AsyncTableLike, options?: DeviceAcceptanceOptions, control?: Control): Promise<DeviceAcceptanceTable>;

/** As `applyCalibration`, off the main thread. */
export declare function applyCalibration(cleanCounts: AsyncTableLike, calibrationFactors: AsyncTableLike, options?: ApplyCalibrationOptions, control?: Control): Promise<CalibratedCountsTable>;

/** As `visitorEstimates`, off the main thread. */
export declare function visitorEstimates(cleanCounts: AsyncTableLike, options?: VisitorEstimatesOptions, control?: Control): Promise<VisitorEstimatesTable>;

/** As `occupancy`, off the main thread. */
export declare function occupancy(cleanCounts: AsyncTableLike, options?: OccupancyOptions, control?: Control): Promise<{ occupancy: OccupancyTable; occupancyDays: OccupancyDaysTable; occupancySensors: OccupancySensorsTable }>;

/** As `dwellFromCounts`, off the main thread. */
export declare function dwellFromCounts(occupancy: AsyncTableLike, options?: DwellFromCountsOptions, control?: Control): Promise<{ dwellFromCounts: DwellFromCountsTable; dwellDistribution: DwellDistributionTable }>;

/** As `networkFlows`, off the main thread. */
export declare function networkFlows(cleanCounts: AsyncTableLike, edges: AsyncTableLike, options?: NetworkFlowsOptions, control?: Control): Promise<{ networkFlows: NetworkFlowsTable; networkZones: NetworkZonesTable; networkOccupancy: NetworkOccupancyTable; networkSensors: NetworkSensorsTable }>;

/** As `zoneVisits`, off the main thread. */
export declare function zoneVisits(points: AsyncTableLike, zones: AsyncTableLike, options?: ZoneVisitsOptions, control?: Control): Promise<{ zoneVisits: ZoneVisitsTable; zoneTime: ZoneTimeTable }>;

/** As `gateCrossings`, off the main thread. */
export declare function gateCrossings(points: AsyncTableLike, gates: AsyncTableLike, options?: GateCrossingsOptions, control?: Control): Promise<{ gateCrossings: GateCrossingsTable; gateTotals: GateTotalsTable }>;

/** As `dwellSummary`, off the main thread. */
export declare function dwellSummary(zoneVisits: AsyncTableLike, options?: DwellSummaryOptions, control?: Control): Promise<{ dwellSummary: DwellSummaryTable; dwellQuantiles: DwellQuantilesTable; dwellBins: DwellBinsTable }>;

/** As `zoneOccupancy`, off the main thread. */
export declare function zoneOccupancy(zoneVisits: AsyncTableLike, options?: ZoneOccupancyOptions, control?: Control): Promise<{ zoneOccupancy: ZoneOccupancyTable; zoneHours: ZoneHoursTable }>;

/** As `queueSummary`, off the main thread. */
export declare function queueSummary(zoneVisits: AsyncTableLike, options?: QueueSummaryOptions, control?: Control): Promise<QueueSummaryTable>;

/** As `zoneMetrics`, off the main thread. */
export declare function zoneMetrics(zoneVisits: AsyncTableLike, options?: ZoneMetricsOptions, control?: Control): Promise<{ zoneMetrics: ZoneMetricsTable; zonePairs: ZonePairsTable }>;

/** As `gridHeatmap`, off the main thread. */
export declare function gridHeatmap(points: AsyncTableLike, options?: GridHeatmapOptions, control?: Control): Promise<{ heatmap: HeatmapTable; heatmapTotals: HeatmapTotalsTable }>;

/** As `smoothHeatmap`, off the main thread. */
export declare function smoothHeatmap(heatmap: AsyncTableLike, options?: SmoothHeatmapOptions, control?: Control): Promise<SmoothHeatmapTable>;

/** As `hotspots`, off the main thread. */
export declare function hotspots(heatmap: AsyncTableLike, options?: HotspotsOptions, control?: Control): Promise<HotspotsTable>;
