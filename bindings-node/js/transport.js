// Requests to the compiled module, in this thread or in a thread of Node's pool.
import native from "./native.js";

/** Between two looks at the progress of a call, in milliseconds. */
const LOOK_MS = 100;

const outcome = (answer) => (Array.isArray(answer) ? { parts: answer } : answer);

export function send({ verb, operation, names, tables, options }) {
  return outcome(native.send(verb, operation, names, tables, options));
}

export async function sendAsync({ verb, operation, names, tables, options }, { signal, progress } = {}) {
  const control = new native.Control();
  const stop = () => control.stop();
  const look = () => {
    const [done, total] = control.progress();
    if (total > 0) progress(done, total);
  };
  signal?.addEventListener("abort", stop, { once: true });
  const timer = progress && setInterval(look, LOOK_MS);
  try {
    return outcome(await native.sendAsync(verb, operation, names, tables, options, control));
  } finally {
    clearInterval(timer);
    if (progress) look();
    signal?.removeEventListener("abort", stop);
  }
}
