// Every form of input gives the same bits; a promise gives what a call gives; parts give what the whole gives.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import * as arrow from "apache-arrow";
import { face, faceName, folder, promises, raw } from "./face.mjs";

const { limits } = await import(new URL("door.js", folder));
const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 2, 1);

/** Two doors, three days of hours, one hole. */
function sample(rows = 144) {
  return Array.from({ length: rows }, (_, i) => ({
    sensor: i % 2 ? "south 南门" : "north",
    start: new Date(START_MS + Math.floor(i / 2) * HOUR_MS),
    end: new Date(START_MS + (Math.floor(i / 2) + 1) * HOUR_MS),
    entries: i === 31 ? null : (i * 7) % 23,
    exits: (i * 5) % 19,
  }));
}

const column = (rows, name, change = (value) => value) => rows.map((row) => (row[name] === null ? null : change(row[name])));
const columns = (rows, changes = {}) =>
  Object.fromEntries(["sensor", "start", "end", "entries", "exits"].map((name) => [name, column(rows, name, changes[name])]));
const bytesOf = (table) => Buffer.from(arrow.tableToIPC(table, "stream"));
const same = (table, other) => assert.ok(bytesOf(table).equals(bytesOf(other)), `${table}\nis not\n${other}`);

function arrowTable(rows) {
  const stamps = (name) => arrow.vectorFromArray(column(rows, name, (date) => date.getTime()), new arrow.TimestampMillisecond("UTC"));
  return new arrow.Table({
    sensor: arrow.vectorFromArray(column(rows, "sensor"), new arrow.Utf8()),
    start: stamps("start"),
    end: stamps("end"),
    entries: arrow.vectorFromArray(column(rows, "entries", BigInt), new arrow.Int64()),
    exits: arrow.vectorFromArray(column(rows, "exits"), new arrow.Int32()),
  });
}

const rows = sample();
const options = { intervalS: 3600, timeZone: "Asia/Shanghai" };
const reference = face.regularCounts(arrowTable(rows), options);

describe(`${faceName}: forms of input`, () => {
  const iso = (date) => date.toISOString();
  const micros = (date) => BigInt(date.getTime()) * 1000n;
  const table = arrowTable(rows);
  const stream = arrow.tableToIPC(table, "stream");
  const shared = new Uint8Array(new SharedArrayBuffer(stream.length));
  shared.set(stream);
  const shifted = new Uint8Array(stream.length + 3).subarray(3);
  shifted.set(stream);
  const forms = {
    "IPC bytes": stream,
    "IPC bytes that are not aligned": shifted,
    "an array buffer": stream.slice().buffer,
    "shared memory": shared,
    "the IPC file format": arrow.tableToIPC(table, "file"),
    "a table of several batches": new arrow.Table([...arrowTable(rows.slice(0, 50)).batches, ...arrowTable(rows.slice(50)).batches]),
    "rows": rows,
    "columns of dates": columns(rows),
    "columns of ISO text": columns(rows, { start: iso, end: iso }),
    "columns of milliseconds": columns(rows, { start: Number, end: Number }),
    "columns of microseconds": columns(rows, { start: micros, end: micros }),
    "counts as bigint": columns(rows, { entries: BigInt, exits: BigInt }),
    "undefined where nothing was observed": columns(rows.map((row) => ({ ...row, entries: row.entries ?? undefined }))),
    "typed arrays": {
      ...columns(rows),
      start: Float64Array.from(rows, (row) => row.start.getTime()),
      end: BigInt64Array.from(rows, (row) => micros(row.end)),
      exits: Int16Array.from(rows, (row) => row.exits),
    },
    "Arrow vectors": Object.fromEntries(table.schema.names.map((name) => [name, table.getChild(name)])),
    "columns that nobody asked for": rows.map((row) => ({ ...row, note: { any: "thing" }, day: "2026-03-01" })),
  };
  for (const [name, form] of Object.entries(forms)) {
    test(name, () => same(face.regularCounts(form, options), reference));
  }

  test("columns named by the caller", () => {
    const named = rows.map(({ sensor, start, end, entries, exits }) => ({ door: sensor, ts: start, end, entries, exits }));
    const given = { ...options, columns: { sensor: "door", start: "ts" } };
    assert.deepEqual(face.rows(face.regularCounts(named, given)), face.rows(reference));
    const byTable = { ...options, columns: { counts: { sensor: "door", start: "ts" } } };
    assert.deepEqual(face.rows(face.regularCounts(named, byTable)), face.rows(reference));
  });

  test("whole numbers as names of sensors", () => {
    const numbered = rows.map((row) => ({ ...row, sensor: row.sensor === "north" ? 7 : 12 }));
    const typed = { ...columns(numbered), sensor: Uint16Array.from(numbered, (row) => row.sensor) };
    const result = face.regularCounts(numbered, options);
    assert.deepEqual([...new Set(result.getChild("sensor"))], ["12", "7"]);
    same(face.regularCounts(typed, options), result);
  });

  test("a result is an input, as a table and as rows", () => {
    const totals = face.countTotals(reference, { timeZone: "Asia/Shanghai" });
    assert.ok(totals.numRows >= 6);
    same(face.countTotals(face.rows(reference), { timeZone: "Asia/Shanghai" }), totals);
  });

  test("no rows give no rows", () => {
    assert.equal(face.regularCounts([], { intervalS: 3600 }).numRows, 0);
    assert.equal(face.regularCounts({ sensor: [], start: [], end: [], entries: [] }, { intervalS: 3600 }).numRows, 0);
  });

  test("an option that is undefined has its default", () => {
    same(face.regularCounts(rows, { ...options, dayStart: undefined, columns: undefined }), reference);
  });

  test("optional tables by name", () => {
    const hours = [0, 1, 2].map((day) => ({ site: "shop", start: new Date(START_MS + day * 24 * HOUR_MS + 2 * HOUR_MS), end: new Date(START_MS + day * 24 * HOUR_MS + 14 * HOUR_MS) }));
    const sensors = [{ sensor: "north", site: "shop" }, { sensor: "south 南门", site: "shop" }];
    const closed = face.cleanCounts(rows, { ...options, hours, sensors });
    const always = face.cleanCounts(rows, { ...options, hours: null, sensors: undefined });
    const shut = (table) => [...table.getChild("flags")].filter((bits) => face.flagNames(bits).includes("closed")).length;
    assert.equal(shut(always), 0);
    assert.ok(shut(closed) > 0);
  });
});

describe(`${faceName}: promises`, () => {
  test("give what calls give", async () => same(await promises.regularCounts(rows, options), reference));

  test("run beside each other", async () => {
    const all = await Promise.all(Array.from({ length: 16 }, () => promises.regularCounts(rows, options)));
    for (const table of all) same(table, reference);
  });

  test("take blobs and responses", async () => {
    const stream = arrow.tableToIPC(arrowTable(rows), "stream");
    same(await promises.regularCounts(new Blob([stream]), options), reference);
    same(await promises.regularCounts(new Response(stream), options), reference);
  });

  test("do not see what the caller writes afterwards", async () => {
    const stream = arrow.tableToIPC(arrowTable(rows), "stream").slice();
    const promise = promises.regularCounts(stream, options);
    stream.fill(0xff);
    same(await promise, reference);
    assert.equal(stream.length, stream.filter((byte) => byte === 0xff).length, "the bytes stay with the caller");
  });

  test("reject with the same errors", async () => {
    const error = await promises.regularCounts(rows, { interval: 1 }).catch((caught) => caught);
    assert.ok(error instanceof face.OptionsError);
    assert.equal(error.code, "KELIU_OPTION_UNKNOWN");
  });

  test("reject at once when already aborted", async () => {
    const reason = new Error("no longer wanted");
    const error = await promises.regularCounts(rows, options, { signal: AbortSignal.abort(reason) }).catch((caught) => caught);
    assert.ok(error instanceof face.LimitError);
    assert.equal(error.code, "KELIU_CANCELED");
    assert.equal(error.cause, reason);
  });

  test("stop when aborted on the way, and the next call works", async () => {
    const controller = new AbortController();
    const promise = promises.cleanCounts(sample(60_000), options, { signal: controller.signal });
    setTimeout(() => controller.abort(), 5);
    const error = await promise.catch((caught) => caught);
    assert.equal(error.code, "KELIU_CANCELED");
    same(await promises.regularCounts(rows, options), reference);
  });

  // A worker that computes hears nothing and says nothing.
  if (faceName === "node") test("tell about progress", async () => {
    const told = [];
    await promises.cleanCounts(rows, options, { progress: (done, total) => told.push([done, total]) });
    assert.ok(told.length > 0);
    const [done, total] = told.at(-1);
    assert.ok(done > 0 && done <= total);
  });
});

describe(`${faceName}: parts`, () => {
  const whole = limits.chunkRows;

  test("large inputs go through the fold with the same bits", async (context) => {
    context.after(() => { limits.chunkRows = whole; });
    const table = arrowTable(rows);
    for (const size of [1, 7, 50, 143]) {
      limits.chunkRows = size;
      same(face.regularCounts(table, options), reference);
      same(face.regularCounts(rows, options), reference);
    }
    same(await promises.regularCounts(table, options), reference);
    limits.chunkRows = whole;
    const totals = face.countTotals(reference, { period: "hour_of_week" });
    limits.chunkRows = 10;
    same(face.countTotals(reference, { period: "hour_of_week" }), totals);
  });

  test("an operation that cannot be folded takes its input whole", (context) => {
    context.after(() => { limits.chunkRows = whole; });
    const clean = face.cleanCounts(rows, options);
    limits.chunkRows = 10;
    same(face.cleanCounts(rows, options), clean);
  });

  test("partial, merge and finish", () => {
    const states = [rows.slice(0, 40), rows.slice(40, 41), rows.slice(41)].map((part) => face.partial("regularCounts", part, options));
    const early = face.merge("regularCounts", states.slice(0, 2));
    same(face.finish("regularCounts", face.merge("regularCounts", [early, states[2]])), reference);
  });

  test("the raw door needs bytes only", () => {
    const counts = arrow.tableToIPC(arrowTable(rows), "stream");
    const [bytes] = raw.call("regular_counts", { counts }, options);
    same(arrow.tableFromIPC(bytes), reference);
    const state = raw.merge("regular_counts", [raw.partial("regular_counts", { counts }, options)]);
    same(arrow.tableFromIPC(raw.finish("regular_counts", state)[0]), reference);
  });
});

describe(`${faceName}: results`, () => {
  test("rows are plain values", () => {
    const [first] = face.rows(reference);
    assert.equal(first.sensor, "north");
    assert.ok(first.start instanceof Date);
    assert.equal(first.start.getTime(), START_MS);
    assert.equal(first.day, "2026-03-01");
    assert.equal(first.local_start, "2026-03-01T08:00:00+08:00");
    assert.equal(first.entries, 0);
    assert.equal(typeof first.entries, "number");
    const hole = face.rows(reference).find((row) => row.entries === null);
    assert.equal(hole.sensor, "south 南门");
    assert.equal(hole.start.getTime(), START_MS + 15 * HOUR_MS);
    assert.equal(face.rows(reference, { times: "iso" })[0].start, "2026-03-01T00:00:00Z");
    assert.equal(face.rows(reference, { times: "us" })[0].start, START_MS * 1000);
  });

  test("instants keep their microseconds as text", () => {
    const table = new arrow.Table({ time: new arrow.Vector([arrow.makeData({ type: new arrow.TimestampMicrosecond("UTC"), data: BigInt64Array.of(1_500_000n, -1n, 1_234_567n) })]) });
    assert.deepEqual(face.rows(table, { times: "iso" }).map((row) => row.time), ["1970-01-01T00:00:01.5Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:01.234567Z"]);
  });

  test("whole numbers stay exact", () => {
    const table = new arrow.Table({ n: arrow.vectorFromArray([9007199254740991n, 9007199254740993n], new arrow.Int64()) });
    assert.deepEqual(face.rows(table).map((row) => row.n), [9007199254740991, 9007199254740993n]);
  });

  test("the report is at hand where there is one", () => {
    const clean = face.cleanCounts(rows, options);
    assert.equal(face.report(clean), clean.report);
    for (const table of [clean, reference]) {
      if (table.report !== undefined) assert.match(table.report, /\d/);
    }
    assert.equal(reference.schema.metadata.get("keliu.operation"), "regular_counts");
  });

  test("CSV that Excel reads and nobody runs", () => {
    const table = new arrow.Table({
      name: arrow.vectorFromArray(['=1+1', 'a,"b"', "-2", null, "北门"], new arrow.Utf8()),
      n: arrow.vectorFromArray([-1, 0.5, null, 2, 3], new arrow.Float64()),
      time: new arrow.Vector([arrow.makeData({ type: new arrow.TimestampMicrosecond("UTC"), data: new BigInt64Array(5) })]),
    });
    const time = "1970-01-01T00:00:00Z";
    assert.equal(face.toCsv(table), `name,n,time\n=1+1,-1,${time}\n"a,""b""",0.5,${time}\n-2,,${time}\n,2,${time}\n北门,3,${time}\n`);
    const excel = "1970-01-01 00:00:00";
    assert.equal(
      face.toCsv(table, { excel: true }),
      `\uFEFFname,n,time\r\n'=1+1,-1,${excel}\r\n"a,""b""",0.5,${excel}\r\n'-2,,${excel}\r\n,2,${excel}\r\n北门,3,${excel}\r\n`,
    );
  });

  test("flags have names", () => {
    assert.deepEqual(face.flagNames(face.FLAGS.missing | face.FLAGS.filled), ["missing", "filled"]);
    assert.deepEqual(face.flagNames(0), []);
  });
});

test(`${faceName}: both packages hold the same facade`, () => {
  const files = (name) => new URL(`../../bindings-${name}/js/`, import.meta.url);
  const own = { node: ["index", "native", "transport"], wasm: ["bytes", "index", "instance", "remote", "thread", "transport", "worker"] };
  const shared = (name) => readdirSync(files(name)).filter((file) => /\.(js|d\.ts)$/.test(file) && !own[name].includes(file.split(".")[0])).sort();
  assert.deepEqual(shared("node"), shared("wasm"));
  assert.ok(shared("node").length >= 14);
  for (const file of shared("node")) {
    assert.equal(readFileSync(new URL(file, files("node")), "utf8"), readFileSync(new URL(file, files("wasm")), "utf8"), file);
  }
});
