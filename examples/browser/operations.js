// The examples of Node, unchanged, in a page: what they import as "keliu" is keliu-wasm here. Serve it with
//   node tests/js/node_modules/vite/bin/vite.js --config examples/browser/operations.config.mjs

import init from "keliu-wasm";

/** All but the job that reads files. */
const examples = import.meta.glob(["../node/*.mjs", "!../node/store_report.mjs"]);

/** What a program prints while it is loaded. */
async function printed(load) {
  const lines = [];
  const { log } = console;
  console.log = (line) => lines.push(line);
  try {
    await load();
  } finally {
    console.log = log;
  }
  return lines;
}

await init();
for (const [path, load] of Object.entries(examples)) {
  const [, name] = /([^/]+)\.mjs$/.exec(path);
  const section = document.createElement("section");
  const title = Object.assign(document.createElement("h2"), { textContent: name });
  const output = Object.assign(document.createElement("pre"), { id: name });
  output.textContent = (await printed(load)).map((line) => `${line}\n`).join("");
  section.append(title, output);
  document.body.append(section);
}
document.body.dataset.done = "true";
