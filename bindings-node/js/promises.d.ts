// Written by `cargo codegen` from what the core declares: change the core, not this file.
import type { CleanCountsOptions, CleanCountsTable, CountQualityOptions, CountQualityTable, CountTotalsOptions, CountTotalsTable, PowerHoursOptions, PowerHoursTable, RegularCountsOptions, RegularCountsTable } from "./operations.js";
import type { AsyncFileLike, AsyncTableLike, Control } from "./tables.js";

/** As `regularCounts`, off the main thread. */
export declare function regularCounts(counts: AsyncTableLike, options?: RegularCountsOptions, control?: Control): Promise<RegularCountsTable>;

/** As `cleanCounts`, off the main thread. */
export declare function cleanCounts(counts: AsyncTableLike, options?: CleanCountsOptions, control?: Control): Promise<CleanCountsTable>;

/** As `countQuality`, off the main thread. */
export declare function countQuality(cleanCounts: AsyncTableLike, options?: CountQualityOptions, control?: Control): Promise<CountQualityTable>;

/** As `countTotals`, off the main thread. */
export declare function countTotals(cleanCounts: AsyncTableLike, options?: CountTotalsOptions, control?: Control): Promise<CountTotalsTable>;

/** As `powerHours`, off the main thread. */
export declare function powerHours(cleanCounts: AsyncTableLike, options?: PowerHoursOptions, control?: Control): Promise<PowerHoursTable>;
