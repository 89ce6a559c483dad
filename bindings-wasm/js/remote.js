// A worker that computes, so that the page stays free.
let worker;
let source = null;
let last = 0;
const waiting = new Map();
const CANCELED = { code: "KELIU_CANCELED" };

/** Starts the worker. Without this call the first operation starts it with the module's default address. */
export async function startWorker(module) {
  stopWorker();
  const given = await module;
  if (given instanceof Response) source = new Uint8Array(await given.arrayBuffer());
  else source = given instanceof URL ? given.href : given ?? null;
  await running();
}

/** Ends the worker; calls that wait are rejected with `KELIU_CANCELED`. The next call starts another. */
export function stopWorker() {
  worker?.then((thread) => thread.terminate());
  worker = undefined;
  for (const { resolve } of waiting.values()) resolve(CANCELED);
  waiting.clear();
}

function running() {
  worker ??= start();
  return worker;
}

async function start() {
  const threads = globalThis.process?.getBuiltinModule?.("node:worker_threads");
  const file = "./thread.js";
  // The address is written out where bundlers look for it, and hidden where a browser never comes.
  const thread = threads
    ? new threads.Worker(new URL(file, import.meta.url), { execArgv: [] })
    : new Worker(new URL("./thread.js", import.meta.url), { type: "module" });
  const fail = (reason, calls) => {
    for (const call of calls) call.reject(new Error(`the worker of keliu could not run: ${reason}`));
  };
  const receive = ({ id, outcome, failed }) => {
    const call = waiting.get(id);
    if (outcome) call?.resolve(outcome);
    else fail(failed, call ? [call] : [...waiting.values()]);
  };
  const died = ({ message }) => {
    worker = undefined;
    fail(message, [...waiting.values()]);
  };
  if (threads) {
    thread.unref();
    thread.on("message", receive);
    thread.on("error", died);
  } else {
    thread.addEventListener("message", (event) => receive(event.data));
    thread.addEventListener("error", died);
  }
  thread.postMessage({ source });
  return thread;
}

/** Sends a request to the worker. Work that has begun stops only with its worker, so others' work goes on. */
export async function sendAsync(request, { signal } = {}) {
  const { own, ...message } = request;
  // Bytes of the caller are copied before the first wait.
  message.tables = message.tables.map((bytes, i) => (own[i] ? bytes : bytes.slice()));
  const thread = await running();
  if (signal?.aborted) return CANCELED;
  const id = ++last;
  const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  const stop = () => {
    waiting.get(id)?.resolve(CANCELED);
    waiting.delete(id);
    if (waiting.size === 0) stopWorker();
  };
  signal?.addEventListener("abort", stop, { once: true });
  try {
    thread.ref?.();
    thread.postMessage({ id, request: message }, [...new Set(message.tables.map((bytes) => bytes.buffer))]);
    return await answer;
  } finally {
    waiting.delete(id);
    signal?.removeEventListener("abort", stop);
    if (waiting.size === 0) thread.unref?.();
  }
}
