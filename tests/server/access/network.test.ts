import {execFileSync} from "node:child_process";
import {mkdir, readFile, stat} from "node:fs/promises";
import {request} from "node:https";
import {createConnection} from "node:net";
import {join} from "node:path";
import {Hono} from "hono";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {refuseOpenNetwork} from "../../../server/access/accessConfig.js";
import {readConfig} from "../../../server/config.js";
import {listen} from "../../../server/listen.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";

/** Where the random part of a key begins: it may hold _ itself. */
const SECRET_AT = "lapbook_00000000_".length;

let root: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({path: root, remove} = await temporaryFolder());
});
afterEach(() => remove());

describe("an address that the network reaches", () => {
  it.each([
    ["127.0.0.1", false, false, undefined],
    ["localhost", false, false, undefined],
    ["::1", false, false, undefined],
    ["0.0.0.0", true, false, undefined],
    ["0.0.0.0", false, true, undefined],
    ["0.0.0.0", false, false, /there are no keys.*lapbook keys new.*OPEN_TO_ALL=true/],
    ["::", false, false, /there are no keys/],
    ["192.168.1.5", false, false, /there are no keys/],
    ["127.0.0.1.evil.example", false, false, /there are no keys/],
  ])("%s, keys %s, open to all %s", (host, isOn, openToAll, expected) => {
    const check = () => refuseOpenNetwork(host, isOn, openToAll);
    if (expected) expect(check).toThrow(expected);
    else expect(check).not.toThrow();
  });

  it("is not served without keys: the command says how to go on", async () => {
    const recordings = join(root, "recordings");
    const {code, stderr} = await runCommand("serve", "--host", "0.0.0.0", "--port", "0", "--recordings", recordings);
    expect([code, stderr]).toEqual([1, expect.stringContaining("lapbook keys new NAME --role admin")]);
  });
});

it.each([
  [{TLS_CERT: "a.pem"}, "TLS_KEY missing"],
  [{LOGIN_ISSUER: "x", LOGIN_KEYS: "https://x"}, "LOGIN_AUDIENCE missing"],
  [{LOGIN_ISSUER: "x", LOGIN_AUDIENCE: "y", LOGIN_KEYS: "http://login.example/keys"}, "invalid address"],
  [{CORS_ORIGINS: "https://a.example/x"}, "invalid origin"],
  [{CORS_ORIGINS: "*"}, "invalid origin"],
  [{RECORDINGS: "/tmp/r", LAPBOOK_ACCESS: "/tmp/r/keys"}, "keys must not be in the archive"],
])("%j is refused: %s", (env, message) => {
  expect(() => readConfig(env as NodeJS.ProcessEnv)).toThrow(message);
});

describe("lapbook keys", () => {
  const keys = (...args: string[]) => runCommand("keys", ...args, "--recordings", join(root, "recordings"));

  it("makes, lists and ends keys, and writes each to the audit log; only the user may read the file", async () => {
    await mkdir(join(root, "recordings"));
    expect((await keys("list")).stdout).toContain("everybody who reaches this Lapbook is its owner");
    const made = await keys("new", "pit wall tablet", "--role", "viewer", "--team", "red,blue", "--days", "30");
    expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^lapbook_[0-9a-f]{8}_[\w-]{43}\n$/)]);
    const path = join(root, "access", "keys.json");
    if (process.platform !== "win32") expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, "utf8")).not.toContain(made.stdout.trim().slice(SECRET_AT));
    expect((await keys("list")).stdout).toMatch(/viewer {4}pit wall tablet {2}teams red, blue {2}until /);
    expect((await keys("new", "pit wall tablet", "--role", "admin")).stderr).toContain("there is a key of that name");
    expect((await keys("new", "x\u202ey", "--role", "admin")).code).toBe(1);
    expect((await keys("new", "x", "--role", "root")).stderr).toContain("expected viewer, engineer, admin");
    const link = await keys("link", "20260101-120000-aaaaaa", "--days", "1");
    expect(link.stdout).toMatch(
      /^http:\/\/localhost:3000\/login\?to=%2Fpages%2Fsession%3Fsession%3D20260101-120000-aaaaaa#ey/,
    );
    expect((await keys("link", "../x")).stderr).toContain("invalid session");
    await keys("team", "20260101-120000-aaaaaa", "red");
    await keys("revoke", "pit wall tablet");
    const {code, stdout} = await runCommand("audit", "--recordings", join(root, "recordings"));
    expect([code, stdout.split("\n").map((row) => row.split("  ")[3]?.replace(/link made: .*/, "link made"))]).toEqual([
      0,
      [
        ...["key made: pit wall tablet (viewer, teams red,blue)", "link made"],
        ...["20260101-120000-aaaaaa: seen by team red and admins", "ended: pit wall tablet", undefined],
      ],
    ]);
    await keys("off");
    expect((await keys("list")).stdout).toContain("everybody who reaches this Lapbook is its owner");
  });
});

describe("a server", () => {
  const app = new Hono().get("/", (c) => c.text(new URL(c.req.url).protocol));

  it("cuts off who sends its headers byte by byte", async () => {
    const server = await listen(app, {host: "127.0.0.1", port: 0});
    // as long as a test waits; the product's own times are longer
    server.server.headersTimeout = 300;
    expect(server.server.timeout).toBeGreaterThan(0);
    const socket = createConnection(server.port, "127.0.0.1");
    const closed = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (data) => (text += data)).on("close", () => resolve(text));
    });
    socket.on("error", () => {});
    const drip = setInterval(() => socket.write("X-A: b\r\n"), 100);
    socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
    expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
    clearInterval(drip);
    await server.close();
  }, 60_000);

  const hasOpenssl = (() => {
    try {
      return execFileSync("openssl", ["version"]).length > 0;
    } catch {
      return false;
    }
  })();

  it.skipIf(!hasOpenssl)("speaks TLS by the files it is given", async () => {
    const [key, cert] = [join(root, "key.pem"), join(root, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", cert];
    execFileSync("openssl", ["req", "-x509", "-days", "2", ...made, ...subject], {stdio: "ignore"});
    const tls = {key: await readFile(key), cert: await readFile(cert)};
    const server = await listen(app, {host: "127.0.0.1", port: 0, tls});
    expect(server.url).toMatch(/^https:/);
    const ask = (options: object) =>
      new Promise<string>((resolve, reject) => {
        request({port: server.port, host: "127.0.0.1", servername: "localhost", ca: tls.cert, ...options}, (answer) => {
          answer.on("data", (data) => resolve(String(data)));
        })
          .on("error", reject)
          .end();
      });
    expect(await ask({})).toBe("https:");
    await expect(ask({maxVersion: "TLSv1.1", minVersion: "TLSv1"})).rejects.toThrow();
    await server.close();
  });
});
