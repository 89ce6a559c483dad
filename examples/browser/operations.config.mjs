// The page of all operations: the examples of Node run in it with the browser's package.

export default {
  root: import.meta.dirname,
  resolve: { alias: [{ find: /^keliu$/, replacement: "keliu-wasm" }] },
  server: { host: "127.0.0.1", fs: { strict: false } },
};
