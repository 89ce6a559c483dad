export { default, initSync } from "./instance.js";
export * from "./errors.js";
export * from "./flags.js";
export * from "./operations.js";
export { finish, merge, partial } from "./door.js";
export { report, rows, toCsv } from "./tables.js";
