import {createSocket} from "node:dgram";
import {once} from "node:events";
import {existsSync} from "node:fs";
import {mkdir, readdir, readFile} from "node:fs/promises";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import type {CommandContext} from "../../server/command.js";
import {command} from "../../server/commands/simulate.js";
import {readConfig} from "../../server/config.js";
import {temporaryFolder} from "../support/server.js";
import {until} from "../support/until.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder.remove());

async function simulate(values: Record<string, string>, signal = new AbortController().signal) {
  const out: string[] = [];
  const defaults = Object.entries(command.options).flatMap(([name, option]) =>
    option.default === undefined ? [] : [[name, option.default]],
  );
  const context: CommandContext = {
    ...{values: {...Object.fromEntries(defaults), ...values}, positionals: [], json: true, signal},
    ...{out: (text) => out.push(text), log() {}, progress() {}, config: readConfig({})},
  };
  const code = await command.run(context);
  return {
    code,
    said: JSON.parse(out.join("")) as {laps: {lapTimeMs: number}[]; datagrams: number; bytes: number; stopped: boolean},
  };
}

describe("simulate --out", () => {
  it("writes the same capture for the same seed, gzipped or not, and prints its laps", async () => {
    const [plain, packed] = [join(folder.path, "a.pcap"), join(folder.path, "b.pcap.gz")];
    const values = {laps: "1", track: "spielberg", rate: "20"};
    const {code, said} = await simulate({out: plain, ...values});
    expect(code).toBe(0);
    expect(said.laps).toHaveLength(1);
    // a frame is four datagrams at least, and there is a run-up
    expect(said.datagrams).toBeGreaterThan((4 * 20 * said.laps[0].lapTimeMs) / 1000);
    await simulate({out: packed, ...values});
    const bytes = await readFile(plain);
    expect(bytes.equals(gunzipSync(await readFile(packed)))).toBe(true);
    // file header, and for each datagram 16 bytes of record and 28 of IP and UDP
    expect(bytes.length).toBe(24 + said.bytes + said.datagrams * 44);
    expect(bytes.readUInt32LE(24)).toBe(Date.parse("2026-03-01T14:00:00Z") / 1000);
    expect((await readdir(folder.path)).sort()).toEqual(["a.pcap", "b.pcap.gz"]);
  });

  it("reports a write error in one line, and leaves no file", async () => {
    await mkdir(join(folder.path, "taken.pcap"));
    const taken = join(folder.path, "taken.pcap");
    await expect(simulate({out: taken, laps: "1"})).rejects.toThrow(`cannot write ${taken}: `);
    const nowhere = join(folder.path, "no", "a.pcap.gz");
    await expect(simulate({out: nowhere, laps: "1"})).rejects.toThrow(`cannot write ${nowhere}: ENOENT`);
    expect(existsSync(`${taken}.part`)).toBe(false);
  });

  it.each([
    [{}, "simulate takes either --out FILE or --to HOST:PORT"],
    [{out: "a.pcap", to: "127.0.0.1:1"}, "simulate takes either --out FILE or --to HOST:PORT"],
    [{out: "a.pcap", laps: "0"}, "invalid --laps: 0"],
    [{out: "a.pcap", seed: "-1"}, "invalid --seed: -1"],
    [{out: "a.pcap", track: "constructor"}, "unknown track: constructor"],
    [{out: "a.pcap", start: "yesterday"}, "invalid --start: yesterday"],
    [{to: "127.0.0.1:1", speed: "0"}, "invalid --speed: 0"],
    [{out: "a.pcap", as: "rf2"}, "unknown format: rf2; expected f1, ac-pages, acc-pages, ac-udp, acc-broadcast"],
    [{out: "a.pcap", rate: "50"}, "invalid --rate: 50; expected 10, 20, 30, 60 for f1"],
    [{as: "ac-pages", to: "127.0.0.1:1"}, "--to cannot be combined with --as ac-pages"],
    [{as: "ac-udp", out: "a.pcap", listen: "9996"}, "simulate takes either --out or --listen"],
    [{as: "acc-pages", pages: "x", speed: "max"}, "invalid --speed: max; acc-pages is read live; expected 0.1 to 100"],
  ])("refuses %j", async (values, message) => {
    await expect(simulate(values)).rejects.toThrow(message);
  });
});

describe("simulate --to", () => {
  it("sends at the game's rate until it is stopped", async () => {
    const receiver = createSocket("udp4");
    let count = 0;
    let last = Buffer.alloc(0);
    receiver.on("message", (bytes) => {
      count++;
      last = bytes;
    });
    receiver.bind(0, "127.0.0.1");
    await once(receiver, "listening");
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 1000);
    const {port} = receiver.address() as AddressInfo;
    const {code, said} = await simulate({to: `127.0.0.1:${port}`}, stop.signal);
    // packet 3 is an event: the session is over, not silent
    await until(() => last[6] === 3 && last.toString("latin1", 29, 33) === "SEND", "the end of the session");
    receiver.close();
    expect(code).toBe(130);
    expect(said.stopped).toBe(true);
    // about 325 datagrams a second
    expect(said.datagrams).toBeGreaterThan(200);
    expect(said.datagrams).toBeLessThan(420);
    expect(count).toBeGreaterThan(100);
  });
});

describe("simulate --race", () => {
  it("writes a race with faults, and labels that describe them", async () => {
    const [file, labels] = [join(folder.path, "race.pcap.gz"), join(folder.path, "labels.json")];
    const values = {out: file, labels, laps: "1", cars: "4", track: "spielberg", rate: "20", faults: "loss=1%,spike=1"};
    const {code, said} = await simulate({...values, race: true as never});
    expect(code).toBe(0);
    const told = said as unknown as {cars: {laps: unknown[]}[]; labels: {kind: string}[]};
    expect(told.cars).toHaveLength(4);
    expect(told.cars.some(({laps}) => laps.length === 1)).toBe(true);
    const written = JSON.parse(await readFile(labels, "utf8"));
    expect(written.labels).toEqual(told.labels);
    expect(written.labels.map(({kind}: {kind: string}) => kind)).toEqual(expect.arrayContaining(["loss", "spike"]));
  });

  it("refuses unknown faults and skies, and race options without a race", async () => {
    const race = true as never;
    await expect(simulate({out: "x.pcap", race, faults: "fog=1"})).rejects.toThrow("unknown fault: fog");
    await expect(simulate({out: "x.pcap", race, weather: "snow"})).rejects.toThrow("unknown weather: snow");
    await expect(simulate({out: "x.pcap", faults: "loss=1%"})).rejects.toThrow("--faults requires --race");
    await expect(simulate({out: "x.pcap", call: "sc@1"})).rejects.toThrow("--call requires --race");
    await expect(simulate({out: "x.pcap", race, call: "red@3"})).rejects.toThrow("invalid call: red@3; expected red@1");
    await expect(simulate({out: "x.pcap", race, cars: "4", player: "5"})).rejects.toThrow("invalid --player: 5");
    const pages = {as: "ac-pages", out: "x.pcap", race};
    await expect(simulate({...pages, faults: "flashback=1"})).rejects.toThrow("flashback is not possible in ac-pages");
    await expect(simulate({...pages, faults: "loss=1%"})).rejects.toThrow("loss is not possible in ac-pages");
  });
});
