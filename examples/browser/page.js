// The page: a file in, a verdict, a calendar, a chart and a clean file out. Nothing is sent anywhere.

import init, * as keliu from "keliu-wasm";
import allWords from "../words.json" with { type: "json" };
import { job } from "../js/job.js";
import { svg } from "../js/picture.js";
import { countsOf, csvRows } from "../js/read.js";
import { faults, overviewRows, rhythmRows, verdict } from "../js/text.js";
import { Words } from "../js/words.js";
import { daysInDoubt } from "../js/facts.js";
import { calendar, legend } from "./calendar.js";

const EXAMPLE = { url: new URL("../data/auckland.csv", import.meta.url), zone: "Pacific/Auckland" };

/** Days in the chart: hours are to be seen. */
const DAYS = 14;

const at = (id) => document.getElementById(id);
const loaded = init();
let words = new Words(allWords, navigator.language.startsWith("zh") ? "zh" : "en");
let given; // the file: its name and its table
let done; // what was computed from it
let shown = { sensor: 0, to: 0 }; // what the chart shows

function speak() {
  document.documentElement.lang = words.language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = words.word(element.dataset.word);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === words.language));
  }
  if (done) show();
}

/** Makes an element with attributes and children. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

async function take(name, text, zone) {
  const read = countsOf(csvRows(text));
  if (!read) return refuse(words.word("page_no_rows"));
  given = { name, ...read };
  at("day-start").value = read.dayStart;
  if (zone) at("zone").value = zone;
  await compute();
}

async function compute() {
  if (!given) return;
  at("message").hidden = true;
  at("busy").hidden = false;
  // The words are painted before the page is busy.
  await new Promise((resolve) => setTimeout(resolve, 30));
  try {
    await loaded;
    const options = { timeZone: at("zone").value.trim(), dayStart: at("day-start").value };
    if (given.intervalS) options.intervalS = given.intervalS;
    done = { ...job(keliu, given.counts, options), zone: options.timeZone };
    shown = worst(done);
    show();
  } catch (cause) {
    refuse(cause instanceof Error ? cause.message : String(cause));
  } finally {
    at("busy").hidden = true;
  }
}

/** The two weeks around the longest stretch of the greatest trouble; the last two where nothing was wrong. */
function worst({ facts, bins }) {
  const stretch = facts.troubles[0]?.longest;
  const after = bins.starts.findIndex((start) => start >= bins.starts[stretch?.to] + (DAYS / 2) * 86_400_000);
  return { sensor: stretch?.sensor ?? 0, to: after < 0 ? bins.starts.length : after };
}

function refuse(reason) {
  at("result").hidden = true;
  at("message").hidden = false;
  at("message").textContent = words.fill("page_unreadable", { reason });
}

function show() {
  const { facts, bins, qualityRows } = done;
  at("result").hidden = false;
  const doubted = facts.sensors.some((sensor) => daysInDoubt(sensor) > 0);
  at("verdict").className = `verdict ${doubted ? "check" : "good"}`;
  at("verdict").textContent = verdict(facts, words);
  at("numbers").replaceChildren(...overviewRows(facts, words).map(([label, number, rest]) => make(
    "div", {}, make("span", {}, words.word(label)), make("strong", {}, number), make("small", {}, rest),
  )));
  // A sentence begins at the margin; what is known about it follows further in.
  const items = [];
  for (const line of faults(facts, bins, words).map((line) => line.slice(2))) {
    if (line.startsWith(" ")) items.at(-1).append(make("small", {}, line.trim()));
    else items.push(make("li", {}, line));
  }
  at("faults").replaceChildren(...items);
  at("legend").replaceChildren(...legend(make, words));
  at("calendars").replaceChildren(...facts.sensors.map(({ name }, sensor) => (
    calendar(make, words, name, qualityRows.filter((day) => day.sensor === name), bins.sensors[sensor].bins, (place) => {
      shown = { sensor, to: Math.min(bins.starts.length, place + 7 * 24) };
      draw();
      at("chart-title").scrollIntoView({ behavior: "smooth" });
    })
  )));
  at("sensor").replaceChildren(...facts.sensors.map(({ name }, i) => make("option", { value: i }, name)));
  at("rhythm").replaceChildren(...rhythmRows(facts, bins, words).map(([label, text]) => make(
    "tr", {}, make("th", { scope: "row" }, label), make("td", {}, text.trim().replace(/ {2,}/, "  ")),
  )));
  draw();
}

function draw() {
  const { facts, bins, zone } = done;
  at("sensor").value = shown.sensor;
  at("chart").innerHTML = svg(facts, bins, words, zone, { days: DAYS, to: shown.to, only: [shown.sensor], plot: 1_800 });
  at("later").disabled = shown.to >= bins.starts.length;
  at("earlier").disabled = bins.starts[0] >= (bins.starts[shown.to] ?? bins.end) - DAYS * 86_400_000;
}

function move(days) {
  const { starts, end } = done.bins;
  const wanted = Math.max(starts[0] + DAYS * 86_400_000, (starts[shown.to] ?? end) + days * 86_400_000);
  const to = starts.findIndex((start) => start >= wanted);
  shown.to = to < 0 ? starts.length : to;
  draw();
}

function download(table, name) {
  const headings = table.schema.fields.map((field) => (words.language === "zh" && field.metadata.get("zh")) || field.name);
  const csv = keliu.toCsv(table, { excel: true }).replace(/^(\uFEFF?)[^\r\n]*/, `$1${headings.join(",")}`);
  const blob = new Blob([csv], { type: "text/csv" });
  const link = make("a", { href: URL.createObjectURL(blob), download: `${given.name.replace(/\.csv$/i, "")}.${name}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    words = new Words(allWords, button.dataset.language);
    speak();
  });
}
at("zones").replaceChildren(...Intl.supportedValuesOf("timeZone").map((zone) => make("option", { value: zone })));
at("zone").value = Intl.DateTimeFormat().resolvedOptions().timeZone;
at("zone").addEventListener("change", compute);
at("day-start").addEventListener("change", compute);
at("given").addEventListener("submit", (event) => event.preventDefault());
at("file").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  if (file) await take(file.name, await file.text());
  target.value = "";
});
at("example").addEventListener("click", async () => {
  await take("auckland.csv", await (await fetch(EXAMPLE.url)).text(), EXAMPLE.zone);
});
at("sensor").addEventListener("change", ({ target }) => {
  shown.sensor = Number(target.value);
  draw();
});
at("earlier").addEventListener("click", () => move(-7));
at("later").addEventListener("click", () => move(7));
at("download").addEventListener("click", () => download(done.clean, "clean"));
at("download-days").addEventListener("click", () => download(done.quality, "days"));

// The whole page takes a file, so that nobody has to aim.
addEventListener("dragover", (event) => {
  event.preventDefault();
  at("drop").classList.add("over");
});
addEventListener("dragleave", () => at("drop").classList.remove("over"));
addEventListener("drop", async (event) => {
  event.preventDefault();
  at("drop").classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (file) await take(file.name, await file.text());
});

speak();
