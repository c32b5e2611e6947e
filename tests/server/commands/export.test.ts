import {createHash} from "node:crypto";
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import {fileURLToPath} from "node:url";
import {gunzipSync} from "node:zlib";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {pcapOf, readForExport, writeFileOf} from "../../../loaders/archive/exportSession.js";
import {importLogFile} from "../../../loaders/archive/importLogFile.js";
import {readSession} from "../../../loaders/archive/library.js";
import {readCapture} from "../../../loaders/captures/readCapture.js";
import {command} from "../../../server/commands/export.js";
import {readConfig} from "../../../server/config.js";
import {motecLdReader} from "../../../src/core/files/motec/ldReader.js";
import {ldBytes} from "../../support/ldBytes.js";

const RECORDINGS = fileURLToPath(new URL("../../../recordings", import.meta.url));
const ID = "20260301-140000-906dfc";
let out: string;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), "lapbook-export-"));
});
afterEach(() => rm(out, {recursive: true}));

async function run(
  values: Record<string, string | boolean>,
  positionals = [ID],
  recordings = RECORDINGS,
): Promise<string[]> {
  const written: string[] = [];
  const config = readConfig({RECORDINGS: recordings});
  const nothing = () => {};
  await command.run({
    ...{values: {out, ...values}, positionals, config, json: true, signal: new AbortController().signal},
    ...{
      out: (text) => written.push(...JSON.parse(text).files.map((f: {path: string}) => f.path)),
      log: nothing,
      progress: nothing,
    },
  });
  return written;
}

/** Of all datagrams with their arrival, in order. */
async function digest(path: string): Promise<{count: number; digest: string}> {
  const hash = createHash("sha256");
  let all = 0;
  for await (const {count, bytes, offset, length, seconds, nanos} of readCapture(path)) {
    all += count;
    for (let i = 0; i < count; i++)
      hash.update(`${seconds[i]}.${nanos[i]}`).update(bytes.subarray(offset[i], offset[i] + length[i]));
  }
  return {count: all, digest: hash.digest("hex")};
}

describe("lapbook export", () => {
  it("writes a CSV with every stored value of the chosen laps", async () => {
    const [path] = await run({format: "csv", lap: "2-3"});
    const [names, units, ...rows] = (await readFile(path, "utf8"))
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const {laps} = await readForExport(RECORDINGS, ID, {laps: [2, 3]});
    expect(rows.length).toBe(laps[0].samples.rows + laps[1].samples.rows);
    expect(units[names.indexOf("speedKmh")]).toBe("km/h");
    for (const name of ["sessionTime", "speedKmh", "throttle", "worldX", "gear", "lapNumber"]) {
      const values = rows.map((row) => row[names.indexOf(name)]);
      const stored = laps.flatMap(({samples}) => [...samples.values(name)]);
      expect(
        values.findIndex((text, i) =>
          text === "" ? !Number.isNaN(stored[i]) : Math.fround(Number(text)) !== Math.fround(stored[i]),
        ),
      ).toBe(-1);
    }
  });

  it("writes a MoTeC log with the laps of the archive", async () => {
    const [ld, ldx] = await run({format: "motec"});
    const companions = [{name: "a.ldx", bytes: new Uint8Array(await readFile(ldx))}];
    const log = motecLdReader.read({name: "a.ld", bytes: new Uint8Array(await readFile(ld)), companions});
    const {laps} = await readForExport(RECORDINGS, ID);
    const official = laps.map(({row}) => row.lapTimeMs).filter((ms) => ms !== null);
    const read = log.cars[0].laps.map(({lapTimeMs}) => lapTimeMs).filter((ms) => ms !== null);
    expect(read.length).toBeGreaterThan(0);
    for (const ms of read) expect(official).toContain(ms);
  });

  it("writes the datagrams as a plain pcap, and the capture unchanged", async () => {
    const [pcap] = await run({format: "pcap"});
    const {capture} = await readSession(RECORDINGS, ID);
    const archived = join(RECORDINGS, ID, capture.file);
    expect((await readFile(pcap)).subarray(0, 4).toString("hex")).toBe("4d3cb2a1");
    expect(await digest(pcap)).toEqual(await digest(archived));
    await rm(pcap);
    const [original] = await run({format: "original"});
    expect((await readFile(original)).equals(gunzipSync(await readFile(archived)))).toBe(true);
  });

  it("writes a log's companion files under the names that an import looks for", async () => {
    const [folder, recordings] = [join(out, "in"), join(out, "archive")];
    await mkdir(folder);
    const speed = {name: "Ground Speed", unit: "km/h", rate: 10, raw: new Float64Array(3000).fill(180)};
    const ld = ldBytes([speed]);
    const ldx = `<LDXFile><Layers><Layer><MarkerBlock><MarkerGroup Name="Beacons">${[1e8, 2e8]
      .map((t) => `<Marker Time="${t}"/>`)
      .join("")}</MarkerGroup></MarkerBlock></Layer></Layers></LDXFile>`;
    await writeFile(join(folder, "run 7.ld"), ld);
    await writeFile(join(folder, "run 7.ldx"), ldx);
    const {sessions} = await importLogFile(join(folder, "run 7.ld"), {recordings, reader: motecLdReader});
    const {id, capture} = sessions[0].session;
    expect(capture.beside).toEqual(["capture.ldx.gz"]);
    const written = await run({format: "original"}, [id], recordings);
    expect(written.map((path) => relative(out, path))).toEqual([join(id, "run 7.ld"), join(id, "run 7.ldx")]);
    expect((await readFile(written[0])).equals(ld)).toBe(true);
    expect(await readFile(written[1], "utf8")).toBe(ldx);
    const again = await importLogFile(written[0], {recordings, reader: motecLdReader});
    expect(again.sessions.map(({status}) => status)).toEqual(["unchanged"]);
  });

  it("names an unknown session", async () => {
    await expect(run({format: "csv"}, ["20000101-000000-000000"])).rejects.toThrow(
      "unknown session: 20000101-000000-000000",
    );
  });

  it("overwrites only with --force, and leaves no partial files", async () => {
    const [path] = await run({format: "laps"});
    await expect(run({format: "laps"})).rejects.toThrow(/file exists; --force/);
    expect(await run({format: "laps", force: true})).toEqual([path]);
    const stopping = new AbortController();
    async function* cut(): AsyncGenerator<Uint8Array> {
      for await (const bytes of pcapOf(RECORDINGS, ID)) {
        yield bytes;
        stopping.abort();
      }
    }
    const {signal} = stopping;
    await expect(writeFileOf(cut(), join(out, "x.pcap"), {signal})).rejects.toThrow();
    await expect(writeFileOf(cut(), path, {signal, force: true})).rejects.toThrow();
    expect(await readdir(out)).toEqual([`${ID}-laps.csv`]);
    expect((await readFile(path)).length).toBeGreaterThan(100);
  });

  it.each([
    [{format: "xls"}, [ID], "unknown format: xls"],
    [{}, [ID], "export needs --format"],
    [{format: "csv", lap: "x"}, [ID], "invalid --lap: x"],
    [{format: "csv", lap: "900"}, [ID], "no samples to export"],
    [{format: "csv"}, ["nothing"], "nothing"],
  ])("reports wrong usage: %j", async (values, positionals, message) => {
    await expect(run(values as never, positionals)).rejects.toThrow(message);
  });
});
