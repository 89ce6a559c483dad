// From a file of hourly counts to a page that says what happened and how far it can be trusted.
//
//   node examples/node/store_report.mjs examples/data/auckland.csv [--lang zh] [--out out]

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { tableToIPC } from "apache-arrow";
import * as keliu from "keliu";
import { job } from "../js/job.js";
import { svg } from "../js/picture.js";
import { csvRows, wideCounts } from "../js/read.js";
import { report } from "../js/text.js";
import { Words } from "../js/words.js";

// The wall clock by which the file was written.
const timeZone = "Pacific/Auckland";

const here = (path) => new URL(path, import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: "string", default: "en" }, out: { type: "string" } },
});
const file = positionals[0] ?? here("../data/auckland.csv").pathname;
const words = new Words(JSON.parse(readFileSync(here("../words.json"), "utf8")), values.lang);

const { counts, dayStart } = wideCounts(csvRows(readFileSync(file, "utf8")));
const { clean, quality, bins, facts } = job(keliu, counts, { timeZone, dayStart });
process.stdout.write(report(facts, bins, words, basename(file), timeZone));

if (values.out) {
  mkdirSync(values.out, { recursive: true });
  // Parquet needs a library of its own; Arrow's file format is read by the same programs.
  const files = {
    "clean_counts.arrow": tableToIPC(clean, "file"),
    "count_quality.arrow": tableToIPC(quality, "file"),
    "clean_counts.csv": keliu.toCsv(clean, { excel: true }),
    "count_quality.csv": keliu.toCsv(quality, { excel: true }),
    "store_report.svg": svg(facts, bins, words, timeZone),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(values.out, name), content);
  console.log(words.fill("written", { folder: values.out, files: Object.keys(files).join(words.word("list")) }));
}
