// Makes the page one file that opens by a double click, without a server and without a network:
//   npx vite build examples/browser

/** Puts scripts and styles into the page, where file: addresses may not load them. */
const oneFile = {
  name: "one-file",
  enforce: "pre",
  transform: {
    filter: { id: /keliu_wasm\.js$/ },
    // The glue knows a place of its own for the module; with both, the page would carry it twice.
    handler: (code) => code.replace(/new URL\('keliu_wasm_bg\.wasm', import\.meta\.url\)/, "undefined"),
  },
  generateBundle: { order: "post", handler: (_, bundle) => inline(bundle) },
};

function inline(bundle) {
  const page = bundle["index.html"];
  for (const [name, { code, source }] of Object.entries(bundle)) {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    if (code !== undefined) {
      const script = new RegExp(`<script[^>]*src="[^"]*${escaped}"[^>]*></script>`);
      // A module runs after the page is there, wherever it stands.
      page.source = page.source.replace(script, () => `<script type="module">${code.replaceAll("</script", "<\\/script")}</script>`);
    } else if (name.endsWith(".css")) {
      const style = new RegExp(`<link[^>]*href="[^"]*${escaped}"[^>]*>`);
      page.source = page.source.replace(style, () => `<style>${source}</style>`);
    } else continue;
    delete bundle[name];
  }
}

export default {
  root: import.meta.dirname,
  base: "./",
  plugins: [oneFile],
  build: {
    outDir: "../../out/page",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 1e9,
    modulePreload: false,
  },
};
