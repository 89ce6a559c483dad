// Checked by the TypeScript compiler, never run: each line marked as an error must be one.
import type { Table } from "apache-arrow";
import {
  type CleanCountsRow, type CleanCountsTable, type ErrorCode, type FlagName, DataError, FLAGS, InternalError, KeliuError, LimitError, OptionsError,
  SchemaError, cleanCounts, countQuality, countTotals, finish, flagNames, merge, partial, regularCounts, report, rows, toCsv,
} from "keliu";
import * as promises from "keliu/promises";
import * as raw from "keliu/raw";
import init, { initSync, regularCounts as inBrowser } from "keliu-wasm";
import loadRaw, { call } from "keliu-wasm/raw";
import { cleanCounts as inWorker, startWorker, stopWorker } from "keliu-wasm/worker";

declare const table: Table;
declare const bytes: Uint8Array;

// Forms of input.
const clean: CleanCountsTable = cleanCounts(table, { timeZone: "Pacific/Auckland" });
cleanCounts(bytes);
cleanCounts(bytes.buffer as ArrayBuffer);
cleanCounts({ sensor: ["a"], start: [new Date()], end: [1], entries: new Float64Array(1), exits: BigInt64Array.of(1n) });
cleanCounts([{ sensor: "a", start: "2026-03-01T00:00:00Z", entries: null }]);
// @ts-expect-error a path is no table
cleanCounts("counts.csv");
// @ts-expect-error a table is needed
cleanCounts();

// Options.
cleanCounts(table, { hours: [{ site: "a", start: 0, end: 1 }], sensors: table, openHours: null, maxFillS: 3600, columns: { start: "ts", hours: { site: "shop" } } });
countTotals(clean, { period: "hour_of_week", group: "all" });
// @ts-expect-error a word that is none of the enum
countTotals(clean, { period: "year" });
// @ts-expect-error a name with underscores
regularCounts(table, { time_zone: "UTC" });
// @ts-expect-error a text is no number
regularCounts(table, { intervalS: "900" });
// @ts-expect-error this operation takes no such table
countQuality(clean, { hours: table });

// Results.
const all: CleanCountsRow[] = rows(clean);
const first: CleanCountsRow | undefined = all[0];
if (first) {
  const start: Date = first.start;
  const entries: number | null = first.entries;
  // @ts-expect-error a count may be unknown
  const certain: number = first.entries;
  // @ts-expect-error no such column
  first.visitors;
  void [start, entries, certain];
}
const labels: string | undefined = rows(clean, { times: "iso" })[0]?.start;
const micros: number | undefined = rows(clean, { times: "us" })[0]?.start;
const nullable: string | null | undefined = rows(countTotals(clean), { times: "iso" })[0]?.start;
const line: string | undefined = clean.report ?? report(clean);
const csv: string = toCsv(clean, { excel: true });
const names: FlagName[] = flagNames(first?.flags ?? 0);
const bit: 1 = FLAGS.missing;

// Parts.
const state: Uint8Array = merge("countTotals", [partial("countTotals", clean, { period: "day" })]);
const total: number | null | undefined = rows(finish("countTotals", state))[0]?.entries;
// @ts-expect-error this operation needs its site whole
partial("cleanCounts", table);

// Errors.
try {
  cleanCounts(table);
} catch (error) {
  if (error instanceof KeliuError) {
    const code: ErrorCode = error.code;
    // @ts-expect-error no such code
    const wrong: boolean = error.code === "KELIU_NONE";
    void [code, wrong];
  }
  void [error instanceof SchemaError, error instanceof OptionsError, error instanceof DataError, error instanceof LimitError, error instanceof InternalError];
}

// Promises, the raw door, the browser.
const later: Promise<CleanCountsTable> = promises.cleanCounts(new Blob(), {}, { signal: AbortSignal.timeout(1), progress: (done, of) => void (done / of) });
const parts: Uint8Array[] = raw.call("clean_counts", { counts: bytes }, { timeZone: "UTC" });
await init(new URL("https://example.org/keliu_wasm_bg.wasm"));
await init();
initSync(bytes);
inBrowser(table, { intervalS: 900 });
await loadRaw();
call("regular_counts", { counts: bytes });
await startWorker();
(await inWorker(table)).report;
stopWorker();

void [labels, micros, nullable, line, csv, names, bit, total, later, parts];
