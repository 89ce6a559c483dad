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
  let failure;
  const look = () => {
    const [done, total] = control.progress();
    if (total === 0 || failure) return;
    try {
      progress(done, total);
    } catch (error) {
      // Thrown inside a timer it would end the process: it ends the call instead.
      failure = { error };
      control.stop();
    }
  };
  signal?.addEventListener("abort", stop, { once: true });
  const timer = progress && setInterval(look, LOOK_MS);
  try {
    const answer = outcome(await native.sendAsync(verb, operation, names, tables, options, control));
    if (progress) look();
    if (failure) throw failure.error;
    return answer;
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
  }
}
