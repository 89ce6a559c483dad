// A worker has no import map: it takes the entry that needs nothing but bytes.
import init, { call } from "/bindings-wasm/js/bytes.js";

try {
  await init();
  const counts = new Uint8Array(await (await fetch("/counts.arrow")).arrayBuffer());
  const [bytes] = call("regular_counts", { counts }, { intervalS: 3600 });
  postMessage({ bytes: [...bytes] });
} catch (error) {
  postMessage({ error: String(error?.stack ?? error) });
}
