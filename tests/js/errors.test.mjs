// Errors have a code and a class in every face, speak of options as JavaScript writes them, and nothing that comes
// in ends the process or leaves the library unusable.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import * as arrow from "apache-arrow";
import { face, faceName, folder, promises, raw } from "./face.mjs";

const { inCamelCase } = await import(new URL("door.js", folder));
const START = "2026-03-01T00:00:00Z";
const END = "2026-03-01T01:00:00Z";
const row = { sensor: "door", start: START, end: END, entries: 3, exits: 2 };

function caught(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}

/** The library lives: a small call gives the right answer. */
function lives() {
  const result = face.regularCounts([row], { intervalS: 3600 });
  assert.deepEqual([...result.getChild("entries")], [3n]);
}

describe(`${faceName}: classes`, () => {
  const cases = [
    ["SchemaError", "KELIU_COLUMN_MISSING", () => face.regularCounts([{ sensor: "door", ts: START, entries: 1 }])],
    ["SchemaError", "KELIU_TABLE_MISSING", () => face.regularCounts(undefined)],
    ["SchemaError", "KELIU_COLUMN_TYPE", () => face.regularCounts([{ ...row, entries: "three" }])],
    ["SchemaError", "KELIU_COLUMN_TYPE", () => face.regularCounts("counts.csv")],
    ["SchemaError", "KELIU_COLUMN_TYPE", () => face.regularCounts({ ...row })],
    ["SchemaError", "KELIU_COLUMN_LENGTH", () => face.regularCounts({ sensor: ["a", "b"], start: [START] })],
    ["SchemaError", "KELIU_NAIVE_TIME", () => face.regularCounts([{ ...row, start: "2026-03-01 00:00", end: "2026-03-01 01:00" }])],
    ["OptionsError", "KELIU_OPTION_UNKNOWN", () => face.regularCounts([row], { interval: 60 })],
    ["OptionsError", "KELIU_OPTION_TYPE", () => face.regularCounts([row], { intervalS: "60" })],
    ["OptionsError", "KELIU_OPTION_TYPE", () => face.regularCounts([row], 60)],
    ["OptionsError", "KELIU_OPTION_RANGE", () => face.regularCounts([row], { intervalS: 7 })],
    ["OptionsError", "KELIU_TIME_ZONE_UNKNOWN", () => face.regularCounts([row], { timeZone: "Asia/Shanghia" })],
    ["OptionsError", "KELIU_NOT_FOLDABLE", () => face.partial("cleanCounts", [row])],
    ["OptionsError", "KELIU_OPERATION_UNKNOWN", () => face.partial("constructor", [row])],
    ["DataError", "KELIU_TIME_UNREADABLE", () => face.regularCounts([{ ...row, start: new Date(Number.NaN) }])],
    ["DataError", "KELIU_TIME_UNREADABLE", () => face.regularCounts([{ ...row, start: Number.NaN }])],
    ["DataError", "KELIU_UNEXPECTED_NULL", () => face.regularCounts([{ ...row, sensor: null }])],
    ["DataError", "KELIU_UNEXPECTED_NULL", () => face.regularCounts([row, { ...row, start: undefined }])],
    ["DataError", "KELIU_NOT_WHOLE", () => face.regularCounts([{ ...row, entries: 0.5 }])],
    ["DataError", "KELIU_NOT_FINITE", () => face.regularCounts([{ ...row, entries: Number.NaN }])],
    ["DataError", "KELIU_COUNT_RANGE", () => face.regularCounts([{ ...row, entries: -5 }])],
    ["DataError", "KELIU_COUNT_RANGE", () => face.regularCounts([{ ...row, entries: 2n ** 62n }])],
    ["DataError", "KELIU_BYTES_INVALID", () => face.regularCounts(new Uint8Array([1, 2, 3]))],
    ["DataError", "KELIU_BYTES_INVALID", () => face.regularCounts(new Uint8Array(0))],
    ["DataError", "KELIU_STATE_INVALID", () => face.finish("regularCounts", new Uint8Array(9))],
    ["LimitError", "KELIU_LIMIT_BINS", () => face.regularCounts([row], { intervalS: 60, maxBins: 2 })],
  ];
  for (const [name, code, work] of cases) {
    test(`${code} is a ${name}`, () => {
      const error = caught(work);
      assert.equal(error.code, code, error.stack);
      assert.ok(error instanceof face[name]);
      assert.ok(error instanceof face.KeliuError);
      assert.ok(error instanceof Error);
      assert.equal(error.name, name);
      assert.ok(error.stack.includes("errors.test.mjs"), "the stack shows the caller");
    });
  }

  test("every code of the catalogue has the class of its category", async () => {
    const { failure } = await import(new URL("errors.js", folder));
    assert.ok(face.CODES.length >= 25);
    for (const { code, category, summary } of face.CODES) {
      assert.ok(failure(code, summary) instanceof face[`${category}Error`], code);
      assert.match(summary, /\.$/);
    }
  });
});

describe(`${faceName}: words`, () => {
  test("options are named as JavaScript writes them", () => {
    const unknown = caught(() => face.regularCounts([row], { timezone: "UTC" })).message;
    assert.match(unknown, /`timezone` is unknown to `regularCounts`/);
    assert.match(unknown, /known: .*timeZone/);
    assert.match(unknown, /nearest: timeZone/);
    assert.match(caught(() => face.regularCounts([row], { intervalS: 7 })).message, /`intervalS` is 7/);
    assert.match(caught(() => face.regularCounts([row], { intervalS: Infinity })).message, /`intervalS` has the wrong type: "Infinity"/);
  });

  test("hints too", () => {
    const naive = caught(() => face.regularCounts([{ ...row, start: "2026-03-01 00:00", end: "2026-03-01 01:00" }])).message;
    assert.match(naive, /set timeZone, for example/);
    const day = { ...row, end: "2026-03-03T00:00:00Z" };
    assert.match(caught(() => face.countTotals([{ ...day }], { period: "hour" })).message, /try: regularCounts with a smaller intervalS first/);
    assert.match(caught(() => face.partial("cleanCounts", [row])).message, /`cleanCounts` cannot be folded/);
  });

  test("names of the caller's data stay as they are", () => {
    const message = caught(() => face.countTotals([{ sensor: "a", time_zone: 1 }])).message;
    assert.match(message, /table `clean_counts`/);
    assert.match(message, /found: sensor, time_zone/);
    assert.equal(inCamelCase('column `start` is missing\n  try: columns = {"start": "time_zone"}'), 'column `start` is missing\n  try: columns = {"start": "time_zone"}');
  });

  test("the nearest column is named", () => {
    assert.match(caught(() => face.regularCounts([{ sensor: "a", starts: START, entries: 1 }])).message, /nearest: starts/);
  });
});

describe(`${faceName}: broken bytes`, () => {
  const table = new arrow.Table({
    sensor: arrow.vectorFromArray(["a", "b", "a"], new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32())),
    start: new arrow.Vector([arrow.makeData({ type: new arrow.TimestampMicrosecond("UTC"), data: BigInt64Array.of(0n, 0n, 3_600_000_000n) })]),
    entries: arrow.vectorFromArray([1n, null, 3n], new arrow.Int64()),
  });
  const stream = arrow.tableToIPC(table, "stream");

  const typed = (bytes, what) => {
    try {
      face.regularCounts(bytes, { intervalS: 3600 });
      return false;
    } catch (error) {
      assert.ok(error instanceof face.KeliuError, `${what}: ${error.stack}`);
      assert.notEqual(error.code, "KELIU_INTERNAL", `${what}: ${error.message}`);
      return true;
    }
  };

  test("a stream cut anywhere is an error with a code, or is whole up to the cut", () => {
    let refused = 0;
    for (let length = 0; length < stream.length; length++) refused += typed(stream.slice(0, length), `cut at ${length}`);
    assert.ok(refused > stream.length * 0.8, `${refused} of ${stream.length} refused`);
    lives();
  });

  test("a stream with any byte changed is an error with a code, or another table", () => {
    let refused = 0;
    for (let at = 0; at < stream.length; at++) {
      const change = [0x01, 0x80, 0xff][at % 3];
      const bytes = stream.slice();
      bytes[at] ^= change;
      refused += typed(bytes, `byte ${at} xor ${change}`);
    }
    assert.ok(refused > stream.length * 0.1, `${refused} of ${stream.length} refused`);
    lives();
  });

  test("streams that ended other readers", () => {
    const corpus = new URL("../data/ipc_crashes/", import.meta.url);
    const files = readdirSync(corpus).filter((file) => file.startsWith("ipc_"));
    assert.ok(files.length > 50);
    for (const file of files) assert.ok(typed(new Uint8Array(readFileSync(new URL(file, corpus))), file), file);
    lives();
  });

  test("states cut anywhere", () => {
    const state = face.partial("regularCounts", table, { intervalS: 3600 });
    for (let length = 0; length < state.length; length++) {
      const error = caught(() => face.finish("regularCounts", state.slice(0, length)));
      assert.equal(error.code.slice(0, 12), "KELIU_STATE_", error.message);
    }
    assert.equal(caught(() => face.merge("countTotals", [state])).code, "KELIU_STATE_MISMATCH");
    assert.equal(caught(() => face.merge("regularCounts", [])).code, "KELIU_STATE_INVALID");
  });
});

describe(`${faceName}: containment`, () => {
  test("a panic in the core is an InternalError, and the library lives", async () => {
    const error = caught(() => raw.call("__panic", {}));
    assert.ok(error instanceof face.InternalError, `${error.stack}\nis the module built with the panic hook of its tests?`);
    assert.equal(error.code, "KELIU_INTERNAL");
    lives();
    const { sendAsync } = await import(new URL("transport.js", folder));
    const outcome = await sendAsync({ verb: "call", operation: "__panic", names: [], tables: [], own: [], options: "null" });
    assert.equal(outcome.code, "KELIU_INTERNAL");
    const result = await promises.regularCounts([row], { intervalS: 3600 });
    assert.deepEqual([...result.getChild("entries")], [3n]);
  });

  test("arguments of wrong types do not end the process", () => {
    for (const wrong of [null, undefined, 1, "x", Symbol("x"), () => {}, [1, 2], [null], { sensor: 1 }, new Map(), new Date()]) {
      const error = caught(() => face.regularCounts(wrong, { intervalS: 3600 }));
      assert.ok(error instanceof Error);
    }
    lives();
  });
});

// Node's face has no memory of its own.
if (faceName === "wasm") describe("wasm: memory", () => {
  const exports = async () => (await import(new URL("pkg/keliu_wasm.js", folder))).initSync();

  test("an instance whose memory is destroyed is replaced", async () => {
    const { memory } = await exports();
    const stream = arrow.tableToIPC(new arrow.Table({ sensor: arrow.vectorFromArray(["a"], new arrow.Utf8()) }), "stream");
    new Uint8Array(memory.buffer).fill(0xff);
    const error = caught(() => raw.call("regular_counts", { counts: stream }));
    assert.equal(error.code, "KELIU_INTERNAL");
    lives();
    assert.notEqual((await exports()).memory, memory);
  });

  test("memory that cannot grow is an error with a code, and the library lives", async () => {
    const { memory } = await exports();
    while (true) {
      try {
        memory.grow(1024);
      } catch {
        break;
      }
    }
    const error = caught(() => raw.call("regular_counts", { counts: new Uint8Array(512 * 2 ** 20) }));
    assert.ok(["KELIU_LIMIT_TABLE", "KELIU_INTERNAL"].includes(error.code), error.stack);
    lives();
  });
});
