// Runs in the worker: bytes in, bytes out, nothing to import that a page would have to map.
import init, { initSync, send } from "./instance.js";

const port = globalThis.process?.getBuiltinModule?.("node:worker_threads").parentPort ?? globalThis;
let loaded;

function answer(data) {
  if (data.source !== undefined) {
    const source = data.source ?? undefined;
    loaded = source instanceof WebAssembly.Module || source instanceof Uint8Array ? initSync(source) : init(source);
    return loaded;
  }
  const outcome = send(data.request);
  port.postMessage({ id: data.id, outcome }, outcome.parts?.map((bytes) => bytes.buffer) ?? []);
  return undefined;
}

async function receive(data) {
  try {
    await loaded;
    await answer(data);
  } catch (cause) {
    port.postMessage({ id: data.id, failed: String(cause?.message ?? cause) });
  }
}

// Node hands over the data, a browser an event that carries it.
if (typeof port.on === "function") port.on("message", receive);
else port.addEventListener("message", (event) => receive(event.data));
