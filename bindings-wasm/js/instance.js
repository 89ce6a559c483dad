// The compiled module: how it is loaded, and how it comes back after a trap.
import load, { __wbg_reset_state as reset, initSync as loadSync, send as ask } from "./pkg/keliu_wasm.js";

const here = new URL("./pkg/keliu_wasm_bg.wasm", import.meta.url);

let ready = false;
let loading;

/**
 * Loads the module: by default the file beside this one, else from an address, a response, its bytes, or a
 * compiled module. Later calls do nothing.
 */
export default async function init(source) {
  if (ready) return;
  loading ??= start(await source).finally(() => (loading = undefined));
  await loading;
}

async function start(source) {
  const module_or_path = fileBytes(source ?? here) ?? source ?? here;
  await load({ module_or_path });
  ready = true;
}

/** As `init`, at once, from the bytes of the module or a compiled module. */
export function initSync(source) {
  if (ready) return;
  loadSync({ module: source });
  ready = true;
}

/** Node cannot fetch files. Asked for this way, no bundler sees an import that a browser lacks. */
function fileBytes(source) {
  const address = typeof source === "string" && URL.canParse(source) ? new URL(source) : source;
  if (!(address instanceof URL) || address.protocol !== "file:") return undefined;
  return globalThis.process?.getBuiltinModule?.("node:fs").readFileSync(address);
}

/** Runs a verb of the door. */
export function send({ verb, operation, names, tables, options }) {
  if (!ready) throw new Error("keliu is not loaded yet\n  try: await init() once, before the first call");
  let answer;
  try {
    answer = ask(verb, operation, names, tables, options);
  } catch (cause) {
    // A trap, or memory that cannot grow: what the instance holds is unknown, so another one takes its place.
    reset();
    const message = `\`${operation}\` failed inside keliu: ${cause?.message ?? cause}\n  try: report it with the input that caused it`;
    return { code: "KELIU_INTERNAL", message };
  }
  return typeof answer[0] === "string" ? { code: answer[0], message: answer[1] } : { parts: answer };
}
