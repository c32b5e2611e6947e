import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {importLogFile} from "../loaders/archive/importLogFile.js";
import {encodeSamples} from "../src/core/archive/encodeSamples.js";
import {CHANNELS as CATALOGUE, channelOf} from "../src/core/channels/catalogue.js";
import {importedSession} from "../src/core/files/importedSession.js";
import {motecLdReader} from "../src/core/files/motec/ldReader.js";
import {type LdWriteChannel, writeLd} from "../src/core/files/motec/ldWriter.js";
import {writeLdx} from "../src/core/files/motec/ldx.js";
import {writtenAs} from "../src/core/files/motec/motecChannels.js";
import {type BenchRow, main, median} from "./support.js";

// How long does a 60-minute MoTeC log take from its bytes to a session's Arrow files, and from a file to the archive with the
// log itself packed beside the laps?

const SECONDS = 3600;
const CHANNELS = 60;
const ROUNDS = 5;
const NEED_MS = 3000;
const OWN = new Set(["sessionTime", "lapNumber", "car", "frame", "lapDistance", "currentLapTimeMs"]);

/** Waves at 100, 60 and 20 Hz under the names of the catalogue's channels. */
function log(): {ld: Uint8Array; ldx: Uint8Array} {
  const names = CATALOGUE.map(({name}) => name).filter((name) => !OWN.has(name));
  const channels = names.slice(0, CHANNELS).map((channel, c): LdWriteChannel => {
    const rate = channel === "speedKmh" ? 100 : [100, 60, 20][c % 3];
    const whole = channelOf(channel).kind === "discrete";
    const values = Float64Array.from({length: SECONDS * rate}, (_, i) => {
      const wave = 50 + 40 * Math.sin(i / rate / 7 + c);
      return whole ? Math.round(wave / 10) : wave;
    });
    return {...writtenAs(channel), rate, values};
  });
  const facts = {driver: "", vehicle: "", venue: "", session: "", comment: "", event: "", startedAt: 0};
  return {ld: writeLd(channels, facts), ldx: writeLdx(Array.from({length: 38}, (_, k) => 60 + k * 93.123))};
}

function inMemory(ld: Uint8Array, ldx: Uint8Array): number {
  const start = performance.now();
  const read = motecLdReader.read({name: "a.ld", bytes: ld, companions: [{name: "a.ldx", bytes: ldx}]});
  const session = importedSession(read, {id: "x", file: "a.ld", capture: {file: "", digest: "0"}});
  const bytes = session.samples.reduce((sum, {table}) => sum + encodeSamples(table).length, 0);
  const took = performance.now() - start;
  if (session.laps.length !== 39 || read.cars[0].rows !== SECONDS * 100 || bytes < 1e6)
    throw new Error("wrong session");
  return took;
}

async function toDisk(folder: string, round: number): Promise<number> {
  const recordings = join(folder, `recordings-${round}`);
  const start = performance.now();
  const {sessions} = await importLogFile(join(folder, "a.ld"), {recordings, reader: motecLdReader});
  const took = performance.now() - start;
  const [{session, laps}] = sessions;
  const packed = await readFile(join(recordings, session.id, session.capture.file));
  if (laps.length !== 39 || packed.length < 1e6) throw new Error("wrong session");
  await rm(recordings, {recursive: true});
  return took;
}

export async function run(): Promise<BenchRow[]> {
  const {ld, ldx} = log();
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  try {
    await writeFile(join(folder, "a.ld"), ld);
    await writeFile(join(folder, "a.ldx"), ldx);
    const first = await toDisk(folder, 0);
    const disk: number[] = [];
    const memory: number[] = [];
    for (let round = 1; round <= ROUNDS; round++) {
      disk.push(await toDisk(folder, round));
      memory.push(inMemory(ld, ldx));
    }
    const question = `60 minutes, ${CHANNELS} channels of 20–100 Hz, ${(ld.length / 1e6).toFixed(0)} MB .ld`;
    const row = (candidate: string, value: number): BenchRow => ({
      ...{question, candidate, value, unit: "ms"},
      ...{need: `≤ ${NEED_MS} ms`, ok: value <= NEED_MS},
    });
    return [
      row("import into the archive, the first of a process", first),
      row("the next, median", median(disk)),
      row("of it from bytes to Arrow files, without the disk", median(memory)),
    ];
  } finally {
    await rm(folder, {recursive: true});
  }
}

await main(import.meta.url, run);
