import {spawnSync} from "node:child_process";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {COMMANDS} from "../../server/commands/index.js";
import {readConfig} from "../../server/config.js";
import {formatEndpoint, parseEndpoint} from "../../server/endpoint.js";
import {closestName, editDistance} from "../../src/core/channels/closestName.js";
import {compiledLapbook} from "../support/compiled.js";
import {runCommand} from "../support/runCommand.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The command in a process of its own: compiled, or as `npm run lapbook` starts it. */
function started(program: string[], ...args: string[]) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [...program, ...args], {cwd: root, encoding: "utf8"});
  return {code: status, stdout, stderr};
}

describe("lapbook", () => {
  it("lists every command; --help of each lists its options", async () => {
    const {code, stdout} = started(["--import", "tsx", join(root, "server", "main.ts")], "--help");
    expect(code).toBe(0);
    for (const [name, {load}] of Object.entries(COMMANDS)) {
      expect(stdout).toContain(`  ${name}`);
      expect((await load()).command.name).toBe(name);
    }
    const help = await runCommand("replay", "--help");
    expect(help.code).toBe(0);
    expect(help.stdout).toContain("--speed");
    expect(help.stdout).toContain("--recordings");
  });

  it.each([
    [["clean", "extra"], "lapbook: unexpected argument: extra; see lapbook clean --help\n"],
    [["tracks", "extra"], "lapbook: unexpected argument: extra; see lapbook tracks --help\n"],
    [["replay", "x", "--speed", "-3"], "lapbook: invalid --speed: a value that begins with - is written --speed=-1\n"],
    [["control", "start"], "lapbook: start what? simulator or race; see lapbook control --help\n"],
    [["serv"], "lapbook: unknown command: serv; did you mean serve?\n"],
    [["constructor"], "lapbook: unknown command: constructor; lapbook --help lists the commands\n"],
    [["replay", "--sped", "2"], "lapbook: unknown option: --sped; did you mean --speed?\n"],
    [["serve", "--port", "abc"], "lapbook: invalid port: abc (--port)\n"],
    [["replay"], "lapbook: replay takes one capture file or session id\n"],
    [["replay", "x", "--speed", "fast"], "lapbook: invalid --speed: fast; expected 0.1 to 100, or max\n"],
  ])("%j is wrong usage: exit 2, one line", async (args, message) => {
    expect(await runCommand(...args)).toEqual({code: 2, stdout: "", stderr: message});
  });

  it("ends the process with that code, having written that line", async () => {
    const stderr = "lapbook: replay takes one capture file or session id\n";
    expect(started([await compiledLapbook()], "replay")).toEqual({code: 2, stdout: "", stderr});
  });

  it.each([
    [["replay", "none.pcap"], /^lapbook: no such capture or session: none\.pcap\n$/],
    [["replay", "package.json"], /^lapbook: package\.json: not a capture.*\n$/],
  ])("%j is bad input: exit 1, one line", async (args, message) => {
    const {code, stdout, stderr} = await runCommand(...args);
    expect({code, stdout}).toEqual({code: 1, stdout: ""});
    expect(stderr).toMatch(message);
  });
});

describe("readConfig(env, values)", () => {
  it("gives options precedence over the environment, and the environment over defaults", () => {
    expect(readConfig({})).toMatchObject({port: 3000, udpPort: 20777, host: "127.0.0.1", open: true, dev: false});
    expect(readConfig({}).recordings).toBe(join(root, "recordings"));
    expect(readConfig({PORT: "4000", UDP_PORT: "1"})).toMatchObject({port: 4000, udpPort: 1});
    expect(readConfig({PORT: "4000"}, {port: "0"}).port).toBe(0);
    expect(readConfig({RECORDINGS: "x"}, {}, "/y").recordings).toBe(join("/y", "x"));
    expect(readConfig({NO_OPEN: "1"}).open).toBe(false);
    expect(readConfig({NO_OPEN: ""}).open).toBe(true);
    expect(readConfig({CI: "true"}).open).toBe(false);
  });

  it.each(["-1", "65536", "1.5", "x", "0x10"])("refuses port %s and names its origin", (port) => {
    expect(() => readConfig({PORT: port})).toThrow(`invalid port: ${port} (PORT)`);
  });
});

describe("helpers", () => {
  it("parseEndpoint reads host and port", () => {
    expect(parseEndpoint("localhost:20777")).toEqual({host: "localhost", port: 20777});
    expect(parseEndpoint("[::1]:1")).toEqual({host: "::1", port: 1});
    expect(parseEndpoint("20777")).toEqual({host: "127.0.0.1", port: 20777});
    expect(formatEndpoint({host: "::1", port: 1})).toBe("[::1]:1");
    for (const text of ["", "host", "host:", "host:0", "host:65536", "[x]:1", "::1:1"])
      expect(() => parseEndpoint(text), text).toThrow("invalid --to");
  });

  it("closestName finds typing errors only", () => {
    expect(closestName("improt", ["import", "serve"])).toBe("import");
    expect(closestName("xyz", ["import", "serve"])).toBeUndefined();
    expect(editDistance("", "abc")).toBe(3);
    expect(editDistance("kitten", "sitting")).toBe(3);
  });
});
