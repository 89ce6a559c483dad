// wasm in a browser without a window: every golden case, a plain module page, a worker, and Vite.
import assert from "node:assert/strict";
import { cpSync, createReadStream, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as arrow from "apache-arrow";
import { chromium } from "playwright-core";
import { build, createServer as createDevServer } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));
const executablePath = process.env.KELIU_CHROMIUM ?? "/usr/bin/chromium";
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };
const IMPORT_MAP = {
  imports: {
    "keliu-wasm": "/bindings-wasm/js/index.js",
    "keliu-wasm/worker": "/bindings-wasm/js/worker.js",
    "apache-arrow": "/tests/js/node_modules/apache-arrow/Arrow.dom.mjs",
    "flatbuffers": "/tests/js/node_modules/flatbuffers/mjs/flatbuffers.js",
    "json-with-bigint": "/tests/js/node_modules/json-with-bigint/json-with-bigint.js",
    "tslib": "/tests/js/node_modules/tslib/tslib.es6.mjs",
  },
};

const START = 1_772_323_200_000_000n; // 2026-03-01T00:00:00Z
const counts = arrow.tableToIPC(new arrow.Table({
  sensor: arrow.vectorFromArray(["a", "a"], new arrow.Utf8()),
  start: new arrow.Vector([arrow.makeData({ type: new arrow.TimestampMicrosecond("UTC"), data: BigInt64Array.of(START, START + 3_600_000_000n) })]),
  entries: arrow.vectorFromArray([5n, 8n], new arrow.Int64()),
}), "stream");

const goldens = () => readdirSync(join(root, "tests/golden"), { recursive: true }).filter((file) => file.endsWith(".json") && file.includes("/"));

function answer(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname);
  const send = (type, body) => response.writeHead(200, { "content-type": type }).end(body);
  if (path === "/golden-list") return send("application/json", JSON.stringify(goldens()));
  if (path === "/counts.arrow") return send("application/octet-stream", counts);
  const file = join(root, path);
  if (!file.startsWith(root) || !statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  if (type === "text/html") return send(type, readFileSync(file, "utf8").replace("__IMPORT_MAP__", JSON.stringify(IMPORT_MAP)));
  response.writeHead(200, { "content-type": type });
  return createReadStream(file).pipe(response);
}

let server;
let context;
let profile;

before(async () => {
  server = createServer(answer);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  profile = mkdtempSync(join(tmpdir(), "keliu-chromium-"));
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args });
});

after(async () => {
  await context?.close();
  server?.close();
  rmSync(profile, { recursive: true, force: true });
});

const origin = () => `http://127.0.0.1:${server.address().port}/tests/js/`;

/** Opens a page, waits until it has a result, and gives it. */
async function open(url) {
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) problems.push(message.text()); });
  await page.goto(String(url));
  const status = page.locator("#status");
  try {
    await page.waitForFunction(() => document.querySelector("#status").textContent !== "running", undefined, { timeout: 60_000 });
  } catch (cause) {
    assert.fail(`${url} did not finish: ${problems.join("; ")}: ${cause.message}`);
  }
  const result = JSON.parse(await status.textContent());
  await page.close();
  assert.equal(result.error, undefined);
  assert.deepEqual(problems, []);
  return result;
}

function checkUse(result) {
  assert.deepEqual(result.entries, [4, 3, null, null]);
  assert.equal(result.labels[0], "2026-03-01T08:00:00+08:00");
  assert.equal(result.day.entries, 7);
  assert.equal(result.day.period, "2026-03-01");
  assert.equal(result.same, true);
  assert.equal(result.csv.slice(0, 7), "\uFEFFsensor");
  assert.equal(result.code, "KELIU_COUNT_RANGE");
}

test("golden cases in the page, and a page that outlives a trap", async (context) => {
  const { ran, wrong, trap, after } = await open(new URL("pages/goldens.html", origin()));
  context.diagnostic(`${ran} cases ran`);
  assert.ok(ran > 0, "no case ran");
  assert.deepEqual(wrong, []);
  assert.equal(trap, "KELIU_INTERNAL");
  assert.equal(after, 2);
});

test("a plain module page", async () => checkUse(await open(new URL("pages/plain.html", origin()))));

test("a worker of the page's own", async () => {
  const { bytes } = await open(new URL("pages/worker.html", origin()));
  assert.deepEqual([...arrow.tableFromIPC(Uint8Array.from(bytes)).getChild("entries")], [5n, 8n]);
});

/** A project that has installed the package: a copy, for bundlers treat what is linked as the project's own. */
function project() {
  const folder = join(root, "tests/js/node_modules/.cache/vite-page");
  rmSync(folder, { recursive: true, force: true });
  const installed = join(folder, "node_modules/keliu-wasm");
  cpSync(join(root, "bindings-wasm/js"), join(installed, "js"), { recursive: true });
  cpSync(join(root, "bindings-wasm/package.json"), join(installed, "package.json"));
  for (const name of ["apache-arrow", "flatbuffers", "json-with-bigint", "tslib"]) {
    symlinkSync(join(root, "tests/js/node_modules", name), join(folder, "node_modules", name));
  }
  const page = '<!doctype html><meta charset="utf-8"><pre id="status">running</pre><script type="module" src="./use.js"></script>';
  writeFileSync(join(folder, "index.html"), page);
  writeFileSync(join(folder, "use.js"), readFileSync(new URL("pages/use.js", import.meta.url)));
  return folder;
}

test("a bundle made by Vite", async () => {
  const folder = project();
  await build({ root: folder, base: "./", logLevel: "error", configFile: false });
  const assets = readdirSync(join(folder, "dist/assets"));
  assert.equal(assets.filter((file) => file.endsWith(".wasm")).length, 1, assets.join());
  checkUse(await open(new URL("node_modules/.cache/vite-page/dist/index.html", origin())));
});

test("Vite's development server", async () => {
  const server = await createDevServer({
    root: project(), configFile: false, logLevel: "error",
    server: { host: "127.0.0.1", port: 0, fs: { strict: false } },
  });
  try {
    await server.listen();
    checkUse(await open(server.resolvedUrls.local[0]));
  } finally {
    await server.close();
  }
});
