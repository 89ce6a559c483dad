export { default, initSync } from "./index.js";
export * from "./raw.js";
