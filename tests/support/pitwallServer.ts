import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const STYLES = ["palette", "page", "navigation", "tables", "controls", "states", "live", "traces"];

/** Serves `pitwallPage.ts` in one file, with the page's own styles: `?cars=22&hz=60&tick=33`. */
export async function servePitwall(): Promise<{url: string; close: () => Promise<void>}> {
  const {outputFiles} = await build({
    entryPoints: [join(root, "tests/support/pitwallPage.ts")],
    bundle: true,
    write: false,
    format: "esm",
    plugins: [
      {
        name: "npm",
        setup: (b) => {
          b.onResolve({filter: /^npm:/}, ({path, resolveDir}) =>
            b.resolve(path.slice(4), {resolveDir, kind: "import-statement"}),
          );
        },
      },
    ],
  });
  const styles = await Promise.all(STYLES.map((name) => readFile(join(root, `src/style/${name}.css`), "utf8")));
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>Pit wall</title>
<style>${styles.join("\n")}
body { margin: 16px; background: var(--lb-background); color: var(--lb-foreground); }</style>
<body><script type="module" src="page.js"></script></body></html>`;
  const server = createServer(({url}, response) => {
    const script = url?.endsWith("/page.js");
    response.writeHead(200, {"content-type": script ? "text/javascript" : "text/html; charset=utf-8"});
    response.end(script ? outputFiles[0].text : page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
