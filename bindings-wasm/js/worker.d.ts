import type { ModuleSource } from "./index.js";

export * from "./promises.js";

/** Starts the worker. Without this call the first operation starts it with the module's default address. */
export declare function startWorker(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** Ends the worker; calls that wait are rejected with `KELIU_CANCELED`. The next call starts another. */
export declare function stopWorker(): void;
