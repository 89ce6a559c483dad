// The page of examples/browser as one file, opened without a server: what it says, what it gives, what it asks for.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { build, createServer } from "vite";

const root = fileURLToPath(new URL("../../examples/browser/", import.meta.url));
const executablePath = process.env.KELIU_CHROMIUM ?? "/usr/bin/chromium";
const expected = (name) => readFileSync(join(root, `../expected/${name}.txt`), "utf8").split("\n");

let folder;
let browser;
let page;
let asked;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "keliu-page-"));
  await build({ root, configFile: join(root, "vite.config.mjs"), logLevel: "error", build: { outDir: folder } });
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  page = await browser.newPage({ locale: "en-US", timezoneId: "Asia/Shanghai" });
  asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(String(pathToFileURL(join(folder, "index.html"))));
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const shown = () => page.waitForSelector("#result:not([hidden])", { timeout: 30_000 });

async function drop(name, text) {
  const data = await page.evaluateHandle(([name, text]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name, { type: "text/csv" }));
    return transfer;
  }, [name, text]);
  await page.dispatchEvent("#drop", "drop", { dataTransfer: data });
}

async function downloaded(button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test("the page is one file", () => assert.deepEqual(readdirSync(folder), ["index.html"]));

test("the example has the verdict of the report, in both languages", async () => {
  await page.click("#example");
  await shown();
  assert.equal(await page.textContent("#verdict"), expected("store_report")[2]);
  assert.equal(await page.locator("#calendars figure").count(), 6);
  assert.equal(await page.locator("#calendars button").count(), 6 * 77);
  assert.match(await page.innerHTML("#chart"), /^<svg /);
  await page.click("[data-language=zh]");
  assert.equal(await page.textContent("#verdict"), expected("store_report.zh")[2]);
  assert.equal(await page.getAttribute("html", "lang"), "zh");
});

test("the clean file opens in Excel", async () => {
  const { name, text } = await downloaded("#download");
  assert.equal(name, "auckland.clean.csv");
  assert.ok(text.startsWith("\uFEFF传感器,开始时间,"));
  // Six sensors and 77 days, one of them of 23 hours.
  assert.equal(text.trimEnd().split("\r\n").length, 1 + 6 * (77 * 24 - 1));
});

test("a dropped file with one row per interval is read, and a name that looks like a formula stays a name", async () => {
  await page.click("[data-language=en]");
  const rows = Array.from({ length: 21 * 24 }, (_, i) => {
    const [day, hour] = [1 + Math.floor(i / 24), i % 24];
    return i >= 250 && i < 253 ? [] : [`"=door, east",2026/3/${day} ${hour}:00,${60 + hour},${60 + hour}`];
  }).flat();
  await drop("doors.csv", ["sensor,start,entries,exits", ...rows].join("\r\n"));
  await page.waitForFunction(() => document.querySelector("#faults").textContent.includes("=door, east: no record"));
  assert.match(await page.textContent("#faults"), /no record from Wed 11 Mar 10:00 to Wed 11 Mar 13:00, 3 h/);
  const { text } = await downloaded("#download");
  assert.match(text, /\r\n"'=door, east",/);
});

test("a file that is no table of counts is refused in words", async () => {
  await drop("sales.csv", "product,price\ntea,3");
  await page.waitForSelector("#message:not([hidden])");
  assert.match(await page.textContent("#message"), /no rows with the columns sensor and start/);
  await drop("doors.csv", "sensor,start,end,entries\neast,soon,later,5");
  await page.waitForFunction(() => document.querySelector("#message").textContent.includes('"soon" at row 0'));
});

test("every example of Node prints in a page what it prints elsewhere", async () => {
  const configFile = join(root, "operations.config.mjs");
  const server = await createServer({ configFile, logLevel: "error", cacheDir: join(folder, "cache") });
  await server.listen();
  const plain = await browser.newPage();
  try {
    await plain.goto(new URL("operations.html", server.resolvedUrls.local[0]).href);
    await plain.waitForFunction(() => document.body.dataset.done === "true", undefined, { timeout: 60_000 });
    const names = await plain.$$eval("pre", (outputs) => outputs.map((output) => output.id));
    const examples = readdirSync(join(root, "../node")).filter((file) => file.endsWith(".mjs") && file !== "store_report.mjs");
    assert.deepEqual(names.toSorted(), examples.map((file) => file.replace(".mjs", "")).toSorted());
    for (const name of names) {
      assert.equal(await plain.textContent(`#${name}`), expected(name).join("\n"), name);
    }
  } finally {
    await plain.close();
    await server.close();
  }
});

test("nothing was asked of any network", () => {
  const outside = asked.filter((url) => !/^(data|blob):/.test(url));
  assert.deepEqual(outside, [String(pathToFileURL(join(folder, "index.html")))]);
});
