import {createReadStream} from "node:fs";
import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {launch} from "../tests/support/browser.js";

export interface DuckPage {
  /** the value of an expression in the page */
  run(expression: string): Promise<unknown>;
  /** resident memory of the browser's pages with their workers, bytes; on Linux */
  memory(): Promise<number>;
  close(): Promise<void>;
}

/**
 * A page in a browser with DuckDB's files beside it: `worker.js`, `duckdb.wasm`.
 *
 * @param client TypeScript that sets functions on `window`
 * @param files paths by URL, or what answers for them
 */
export async function openDuckPage(
  client: string,
  files: Readonly<Record<string, string>> | ((url: string) => Uint8Array | undefined),
): Promise<DuckPage> {
  const duckdb = fileURLToPath(new URL("../node_modules/@duckdb/duckdb-wasm/dist/", import.meta.url));
  const bundled = await build({
    stdin: {contents: client, resolveDir: fileURLToPath(new URL("../src/", import.meta.url)), loader: "ts"},
    bundle: true,
    format: "esm",
    write: false,
  });
  const own: Record<string, string> = {
    "/worker.js": join(duckdb, "duckdb-browser-eh.worker.js"),
    "/duckdb.wasm": join(duckdb, "duckdb-eh.wasm"),
  };
  const server = createServer(({url = "/"}, response) => {
    const type = url.endsWith(".wasm") ? "application/wasm" : url.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(200, {"Content-Type": type});
    const path = own[url] ?? (typeof files === "function" ? undefined : files[url]);
    if (path) createReadStream(path).pipe(response);
    else if (url === "/client.js") response.end(bundled.outputFiles[0].text);
    else response.end((typeof files === "function" && files(url)) || '<script type="module" src="client.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await page.waitForFunction("window.ask");
  return {
    run: (expression) => page.evaluate(expression),
    async memory() {
      const session = await browser.newBrowserCDPSession();
      const {processInfo} = await session.send("SystemInfo.getProcessInfo");
      const pids = processInfo.filter(({type}) => type === "renderer").map(({id}) => id);
      const pages = await Promise.all(
        pids.map(async (pid) => Number((await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1])),
      );
      return 4096 * pages.reduce((sum, n) => sum + n, 0);
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
