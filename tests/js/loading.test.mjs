// How the packages are loaded: every source of the module, and what is said where something is missing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { face, faceName, folder } from "./face.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Runs a module in a process of its own and gives what it prints. */
function run(source) {
  return execFileSync(process.execPath, ["--input-type=module", "--eval", source], { cwd: here, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

describe(`${faceName}: package`, () => {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", folder)));

  test("every entry has its file and its types, types first", () => {
    for (const [entry, target] of Object.entries(manifest.exports)) {
      if (typeof target === "string") {
        readFileSync(new URL(`../${target}`, folder));
        continue;
      }
      assert.deepEqual(Object.keys(target), ["types", "default"], entry);
      for (const file of Object.values(target)) readFileSync(new URL(`../${file}`, folder));
    }
  });

  test("loading prints nothing", () => {
    assert.equal(run(`import "${manifest.name}";`), "");
  });
});

if (faceName === "node") describe("node: loading", () => {
  test("from CommonJS", () => {
    const { regularCounts } = createRequire(import.meta.url)("keliu");
    assert.equal(regularCounts, face.regularCounts);
  });

  test("a missing compiled module is named, with what to do", async (context) => {
    const copy = mkdtempSync(join(tmpdir(), "keliu-node-"));
    context.after(() => rmSync(copy, { recursive: true, force: true }));
    cpSync(fileURLToPath(folder), join(copy, "js"), { recursive: true, filter: (file) => !file.endsWith(".node") });
    cpSync(fileURLToPath(new URL("../package.json", folder)), join(copy, "package.json"));
    await assert.rejects(import(pathToFileURL(join(copy, "js/native.js"))), (error) => {
      assert.match(error.message, new RegExp(`no compiled module for ${process.platform}-${process.arch}`));
      assert.match(error.message, /missing: .*keliu\..*\.node/);
      assert.match(error.message, /try: npm install/);
      assert.match(error.message, /npm install keliu-wasm/);
      return true;
    });
  });
});

if (faceName === "wasm") describe("wasm: loading", () => {
  const use = 'console.log(regularCounts([{ sensor: "a", start: 0, end: 3600e3, entries: 2 }]).getChild("entries").get(0));';
  const file = 'const file = new URL(import.meta.resolve("keliu-wasm/keliu_wasm_bg.wasm")); const bytes = readFileSync(file);';
  const head = 'import { readFileSync } from "node:fs"; import init, { initSync, regularCounts } from "keliu-wasm";';
  const ways = {
    "the default address": "await init();",
    "an address": `${file} await init(file);`,
    "an address as text": `${file} await init(file.href);`,
    "bytes": `${file} await init(bytes);`,
    "an array buffer": `${file} await init(new Uint8Array(bytes).buffer);`,
    "a response": `${file} await init(new Response(bytes, { headers: { "content-type": "application/wasm" } }));`,
    "a promise of a response": `${file} await init(Promise.resolve(new Response(bytes, { headers: { "content-type": "application/wasm" } })));`,
    "a compiled module": `${file} await init(new WebAssembly.Module(bytes));`,
    "bytes, at once": `${file} initSync(bytes);`,
    "twice at the same time": "await Promise.all([init(), init()]); await init();",
  };
  for (const [name, way] of Object.entries(ways)) {
    test(name, () => assert.equal(run(`${head} ${way} ${use}`), "2n"));
  }

  test("after an address that fails, another one may be tried", () => {
    assert.equal(run(`${head} await init("file:///nowhere.wasm").catch(() => {}); await init(); ${use}`), "2n");
  });

  test("a call before the module is loaded says so", () => {
    const text = run(`${head} try { regularCounts([]); } catch (error) { console.log(error.message); }`);
    assert.match(text, /not loaded yet\n {2}try: await init\(\)/);
  });

  test("a worker ends with its process, and starts from bytes", () => {
    const worker = 'import { startWorker, regularCounts } from "keliu-wasm/worker"; import { readFileSync } from "node:fs";';
    const later = use.replace("regularCounts(", "(await regularCounts(").replace("])", "]))");
    assert.equal(run(`${worker} ${later}`), "2n");
    assert.equal(run(`${worker} ${file} await startWorker(bytes); ${later}`), "2n");
  });
});
