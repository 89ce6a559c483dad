// Every golden case, through the face that KELIU_FACE names.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { face, faceName, folder } from "./face.mjs";
import { camelWords, failuresOf, inexpressible } from "./golden.mjs";

const { NAMES, OPERATIONS } = await import(new URL("specs.js", folder));
const root = new URL("../golden/", import.meta.url);
const known = JSON.parse(readFileSync(new URL("known_different.json", root)));
const cases = readdirSync(root, { recursive: true }).filter((file) => file.endsWith(".json") && file.includes("/")).sort();

let ran = 0;
let left = 0;
for (const file of cases) {
  const golden = JSON.parse(readFileSync(new URL(file, root)));
  const types = inexpressible(golden);
  if (types.length > 0) {
    left++;
    continue;
  }
  test(`${faceName}: ${file}`, () => {
    ran++;
    assert.equal(golden.operation, file.split("/")[0], basename(file));
    const failures = failuresOf(golden, face, OPERATIONS, (text) => camelWords(text, NAMES));
    if (known[file.replace(/\.json$/, "")]?.call) assert.notDeepEqual(failures, [], "it is listed as different and is not");
    else assert.deepEqual(failures, []);
  });
}

test(`${faceName}: golden cases ran`, (context) => {
  context.diagnostic(`${ran} cases ran, ${left} hold types that JavaScript cannot express`);
  assert.ok(ran > 0, "no case ran");
  assert.ok(left * 20 <= cases.length, `${left} of ${cases.length} cases left out`);
});
