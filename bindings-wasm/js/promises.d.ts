// Written by `cargo codegen` from what the core declares: change the core, not this file.
import type { ApplyCalibrationOptions, CalibrateSensorsOptions, CalibratedCountsTable, CalibrationFactorsTable, CleanCountsOptions, CleanCountsTable, CountEventsOptions, CountEventsTable, CountQualityOptions, CountQualityTable, CountTotalsOptions, CountTotalsTable, DeviceAcceptanceOptions, DeviceAcceptanceTable, EventBinsTable, PowerHoursOptions, PowerHoursTable, RegularCountsOptions, RegularCountsTable } from "./operations.js";
import type { AsyncFileLike, AsyncTableLike, Control } from "./tables.js";

/** As `regularCounts`, off the main thread. */
export declare function regularCounts(counts: AsyncTableLike, options?: RegularCountsOptions, control?: Control): Promise<RegularCountsTable>;

/** As `cleanCounts`, off the main thread. */
export declare function cleanCounts(counts: AsyncTableLike, options?: CleanCountsOptions, control?: Control): Promise<CleanCountsTable>;

/** As `countQuality`, off the main thread. */
export declare function countQuality(cleanCounts: AsyncTableLike, options?: CountQualityOptions, control?: Control): Promise<CountQualityTable>;

/** As `countTotals`, off the main thread. */
export declare function countTotals(cleanCounts: AsyncTableLike, options?: CountTotalsOptions, control?: Control): Promise<CountTotalsTable>;

/** As `countEvents`, off the main thread. */
export declare function countEvents(cleanCounts: AsyncTableLike, options?: CountEventsOptions, control?: Control): Promise<{ countEvents: CountEventsTable; eventBins: EventBinsTable }>;

/** As `powerHours`, off the main thread. */
export declare function powerHours(cleanCounts: AsyncTableLike, options?: PowerHoursOptions, control?: Control): Promise<PowerHoursTable>;

/** As `calibrateSensors`, off the main thread. */
export declare function calibrateSensors(audits: AsyncTableLike, options?: CalibrateSensorsOptions, control?: Control): Promise<CalibrationFactorsTable>;

/** As `deviceAcceptance`, off the main thread. */
export declare function deviceAcceptance(audits: AsyncTableLike, options?: DeviceAcceptanceOptions, control?: Control): Promise<DeviceAcceptanceTable>;

/** As `applyCalibration`, off the main thread. */
export declare function applyCalibration(cleanCounts: AsyncTableLike, calibrationFactors: AsyncTableLike, options?: ApplyCalibrationOptions, control?: Control): Promise<CalibratedCountsTable>;
