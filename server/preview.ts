import {spawn} from "node:child_process";
import {connect} from "node:net";
import {join} from "node:path";
import {OBSERVABLE} from "./buildPages.js";
import {freePort} from "./freePort.js";
import type {UpgradeHandler} from "./listen.js";

export interface Preview {
  /** http://127.0.0.1:1234 */
  url: string;
  upgrade: UpgradeHandler;
  stop(): void;
  /** resolves when it has ended by itself */
  ended: Promise<number | null>;
}

/** Starts `observable preview` on a free port: pages with hot reload, which our server passes on. */
export async function startPreview(root: string, log: (text: string) => void): Promise<Preview> {
  const port = await freePort();
  const args = [join(root, ...OBSERVABLE), "preview", "--no-open", "--host", "127.0.0.1", "--port", String(port)];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "1"},
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => log(text.trimEnd()));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => void child.kill(),
    ended: new Promise((resolve) => child.on("close", resolve).on("error", () => resolve(null))),
    upgrade(request, socket, head) {
      const up = connect(port, "127.0.0.1", () => {
        const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
        for (let i = 0; i < request.rawHeaders.length; i += 2)
          lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
        up.write(`${lines.join("\r\n")}\r\n\r\n`);
        up.write(head);
        up.pipe(socket).pipe(up);
      });
      up.on("error", () => socket.destroy());
      socket.on("error", () => up.destroy());
    },
  };
}
