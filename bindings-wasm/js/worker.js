// The operations in a worker: the same names, returning promises.
export * from "./promises.js";
export { startWorker, stopWorker } from "./remote.js";
