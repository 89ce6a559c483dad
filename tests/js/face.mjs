// The face under test: KELIU_FACE names it.
const name = process.env.KELIU_FACE ?? "node";
const packages = { node: "keliu", wasm: "keliu-wasm" };
if (!(name in packages)) throw new Error(`KELIU_FACE is "${name}", expected node or wasm`);

export const faceName = name;
export const face = await import(packages[name]);
export const promises = await import(name === "node" ? "keliu/promises" : "keliu-wasm/worker");
export const raw = await import(`${packages[name]}/raw`);
export const folder = new URL(`../../bindings-${name}/js/`, import.meta.url);
if (name === "wasm") await face.default();
