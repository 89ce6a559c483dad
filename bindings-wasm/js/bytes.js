// The entry `keliu-wasm/raw`: bytes in, bytes out, without apache-arrow.
export { default, initSync } from "./instance.js";
export * from "./raw.js";
