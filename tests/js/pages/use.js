// What a page does: the same module is loaded as it is, and bundled.
import init, { DataError, regularCounts, rows, toCsv } from "keliu-wasm";
import { countTotals, startWorker, stopWorker } from "keliu-wasm/worker";

const status = document.querySelector("#status");
try {
  await init();
  const counts = [
    { sensor: "门", start: "2026-03-01T00:00:00Z", end: "2026-03-01T00:30:00Z", entries: 7 },
    { sensor: "门", start: "2026-03-01T00:30:00Z", end: "2026-03-01T01:00:00Z", entries: null },
  ];
  const bins = regularCounts(counts, { intervalS: 900, timeZone: "Asia/Shanghai" });
  const days = await countTotals(bins, { timeZone: "Asia/Shanghai" });
  await startWorker();
  const again = await countTotals(bins, { timeZone: "Asia/Shanghai" });
  stopWorker();
  let code;
  try {
    regularCounts([{ ...counts[0], entries: -5 }]);
  } catch (error) {
    code = error instanceof DataError ? error.code : String(error);
  }
  status.textContent = JSON.stringify({
    entries: rows(bins).map((row) => row.entries),
    labels: rows(bins).map((row) => row.local_start),
    day: rows(days)[0],
    same: JSON.stringify(rows(again)) === JSON.stringify(rows(days)),
    csv: toCsv(days, { excel: true }).slice(0, 20),
    code,
  });
} catch (error) {
  status.textContent = JSON.stringify({ error: String(error?.stack ?? error) });
}
