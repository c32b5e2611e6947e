import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {importCapture} from "../loaders/archive/importCapture.js";
import {learnTracks} from "../loaders/tracks/learnTracks.js";
import {readTracks, removeTrack, trackText} from "../loaders/tracks/trackStore.js";
import {CIRCUITS} from "../src/core/track/circuits/all.js";
import {circuitTrack} from "../src/core/track/circuitTrack.js";
import {cornersOf} from "../src/core/track/corners.js";
import {nameTrack} from "../src/core/track/nameTrack.js";
import {makeTrack, type Track} from "../src/core/track/track.js";
import {drive} from "./import.js";
import {type BenchRow, main, median} from "./support.js";

// What does learning a track cost after an import, beside the import itself? And naming a session among a hundred tracks?

const ROUNDS = 7;
const KNOWN = 100;

/** A hundred circuits that are none of ours: ours, stretched in one direction. */
function strangers(): Track[] {
  const own = Object.values(CIRCUITS).map(circuitTrack);
  return Array.from({length: KNOWN}, (_, i) => {
    const {x, z} = own[i % own.length];
    const stretch = 1.2 + 0.01 * i;
    const facts = {id: `stranger-${i}`, name: `Stranger ${i}`, frame: "game", sectorStartsM: [], laps: 1};
    return makeTrack(
      facts,
      x.map((v) => v * stretch),
      z.slice(),
    );
  });
}

export async function run(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-bench-"));
  const recordings = join(folder, "recordings");
  try {
    const capture = join(folder, "grid.pcap.gz");
    await writeFile(capture, gzipSync(drive({seed: 1, laps: 4, grid: true}), {level: 4}));
    const imports: number[] = [];
    const learning: number[] = [];
    let bytes = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      await rm(recordings, {recursive: true, force: true});
      const begun = performance.now();
      const {id} = (await importCapture(capture, {recordings})).sessions[0].session;
      const imported = performance.now() - begun;
      // nothing is learned from the simulator: as a game's own it would be
      const file = join(recordings, id, "session.json");
      await writeFile(file, (await readFile(file, "utf8")).replace('"simulated": true', '"simulated": false'));
      const from = performance.now();
      const changes = await learnTracks(recordings, [id]);
      const learned = performance.now() - from;
      if (changes.length !== 1 || changes[0].laps !== 12) throw new Error(`learned ${JSON.stringify(changes)}`);
      const [track] = (await readTracks(recordings)).tracks;
      bytes = trackText(track).length;
      await removeTrack(recordings, track.id);
      if (round === 0) continue;
      imports.push(imported);
      learning.push(learned);
    }
    return [...afterImport(imports, learning, bytes), ...naming()];
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

function afterImport(imports: number[], learning: number[], bytes: number): BenchRow[] {
  const question = "22 cars, 6 minutes: the track is learned from twelve laps after the import";
  const ratio = median(learning.map((ms, i) => ms / imports[i]));
  return [
    {question, candidate: "import", value: median(imports), unit: "ms", ratio: 1, need: "", ok: true},
    {question, candidate: "learn", value: median(learning), unit: "ms", ratio, need: "≤ 1×", ok: ratio <= 1},
    {question, candidate: "the track's file", value: bytes / 1000, unit: "kB", need: "≤ 40", ok: bytes <= 40_000},
  ];
}

function naming(): BenchRow[] {
  const question = `a session that nobody named, among ${KNOWN} tracks and our own`;
  const known = strangers();
  const {x, z} = circuitTrack(CIRCUITS.spa);
  const outline = Array.from({length: 160}, (_, i): [number, number] => {
    const k = Math.floor((i / 160) * x.length);
    return [x[k] + 4000, z[k] - 900];
  });
  const track = {id: -1, name: "unknown track", lengthM: 0, sectorStartsM: null};
  const names: number[] = [];
  const corners: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const from = performance.now();
    const named = nameTrack({track, outline}, known);
    const then = performance.now();
    const {list} = cornersOf({...circuitTrack(CIRCUITS.spa), frame: "game"});
    if (named.name !== "Spa-Francorchamps" || list.length !== 19) throw new Error(`named ${named.name}`);
    if (round === 0) continue;
    names.push(then - from);
    corners.push(performance.now() - then);
  }
  return [
    {question, candidate: "recognised", value: median(names), unit: "ms", need: "≤ 1000", ok: median(names) <= 1000},
    {question, candidate: "its corners", value: median(corners), unit: "ms", need: "", ok: true},
  ];
}

await main(import.meta.url, run);
