// The compiled module of this platform.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Alpine and its like link against another C library, which takes a module of its own. */
function usesMusl() {
  if (process.platform !== "linux") return false;
  return !process.report?.getReport?.().header.glibcVersionRuntime;
}

const platform = `${process.platform}-${process.arch}${usesMusl() ? "-musl" : ""}`;
const file = fileURLToPath(new URL(`./keliu.${platform}.node`, import.meta.url));

function load() {
  if (existsSync(file)) return require(file);
  const name = `keliu-${platform}`;
  try {
    return require(name);
  } catch (cause) {
    if (cause.code !== "MODULE_NOT_FOUND") throw cause;
    throw new Error(
      `keliu has no compiled module for ${platform}\n` +
      `  missing: ${file}, and the package ${name}\n` +
      `  try: npm install ${name}   (npm leaves optional packages out when a lock file was made on another platform)\n` +
      `  or, without a compiled module: npm install keliu-wasm, which has the same functions`,
      { cause },
    );
  }
}

export default load();
