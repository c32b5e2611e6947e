import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {importFile} from "../loaders/archive/importFile.js";
import {readArchived} from "../loaders/archive/library.js";
import {learnTracks} from "../loaders/tracks/learnTracks.js";
import {readTracks} from "../loaders/tracks/trackStore.js";
import {afterStartLine, readSamples, type Samples} from "../src/core/archive/samples.js";
import {type LapRow, type SessionFile, UNKNOWN_TRACK} from "../src/core/archive/types.js";
import {compareLaps, type LapComparison} from "../src/core/laps/compareLaps.js";
import {comparisonLine} from "../src/core/laps/comparisonLine.js";
import {drivenLap, firstFix} from "../src/core/laps/drivenLap.js";
import {gridLap} from "../src/core/laps/gridLap.js";
import {placeLap} from "../src/core/laps/placeLap.js";
import {groupBy} from "../src/core/signal/groupBy.js";
import {isSameTrack} from "../src/core/track/sameTrack.js";
import {sharedData} from "../tests/support/sharedData.js";
import {pairingTable, type Twins} from "./accuracy/pairingTable.js";
import {median} from "./support.js";

// node --import tsx bench/accuracy.ts [FOLDER] [--write]: the delta at the line for every pair of official laps of a
// circuit among the recordings of a folder; --write puts the tables into docs/accuracy.md. Takes a minute or two.

/** Circuits of files that don't name them, by the notes published with them. */
const CIRCUITS: readonly [file: RegExp, track: string][] = [
  [/f1-23_austria/, "Austria"],
  [/gt7\/broad_bean/, "Broad Bean Raceway"],
  [/laguna-seca-study/, "Laguna Seca"],
];
const NOT_RECORDINGS = /README|ground-truth|\.ldx$|expected\.json$|packets\/|payloads\/|_tel\.json|synthetic/;

interface Lap {
  row: LapRow;
  session: SessionFile;
  samples: Samples;
  circuit: string;
}

interface Pair extends LapComparison {
  lap: Lap;
  reference: Lap;
  /** where the lap could not be compared */
  refused: boolean;
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const entry of (await readdir(folder, {withFileTypes: true})).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (!NOT_RECORDINGS.test(path)) yield path;
  }
}

/** The official laps with samples of all files, in an archive of their own. */
async function officialLaps(folder: string, recordings: string): Promise<Lap[]> {
  const laps: Lap[] = [];
  const seen = new Set<string>();
  for await (const path of filesIn(folder)) {
    const track = CIRCUITS.find(([file]) => file.test(path))?.[1];
    const result = await importFile(path, {recordings, ...(track && {choices: {track}})}).catch(() => null);
    for (const {session} of result?.sessions ?? []) {
      if (seen.has(session.id)) continue;
      seen.add(session.id);
      const archived = await readArchived(recordings, session.id);
      for (const row of archived.laps) {
        if (!row.complete || !row.lapTimeMs || !row.file || session.track.name === UNKNOWN_TRACK) continue;
        const samples = afterStartLine(readSamples(await readFile(join(recordings, session.id, row.file))));
        const known = laps.find(({session: other}) => areOfOneCircuit(other, session));
        laps.push({row, session: archived.session, samples, circuit: known?.circuit ?? session.track.name});
      }
    }
  }
  await learnTracks(recordings, [...seen]);
  return laps;
}

function areOfOneCircuit({track: a}: SessionFile, {track: b}: SessionFile): boolean {
  return isSameTrack(a, b) || a.name.startsWith(b.name) || b.name.startsWith(a.name);
}

async function pairsOf(laps: readonly Lap[], recordings: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const {tracks} = await readTracks(recordings);
  for (const [i, reference] of laps.entries()) {
    const origin = firstFix(reference.samples);
    const drive = ({samples, row, session}: Lap) => drivenLap(samples, row, session, {origin});
    const driven = drive(reference);
    const {line} = comparisonLine(tracks, reference.session, reference.samples, driven);
    const ruler = {lap: driven, position: placeLap(driven, line)};
    const base = gridLap(driven, ruler.position);
    for (const [k, lap] of laps.entries()) {
      if (k === i || lap.circuit !== reference.circuit) continue;
      const sameCircuit = isSameTrack(lap.session.track, reference.session.track);
      const position = placeLap(drive(lap), line, {sameCircuit, ruler});
      const comparison = compareLaps(gridLap(drive(lap), position), base);
      pairs.push({...comparison, lap, reference, refused: position.alignment === "none"});
    }
  }
  return pairs;
}

const nameOf = ({session, row}: Lap) =>
  `${session.source.game} ${session.drivers.length > 1 || row.car ? `car ${row.car} ` : ""}lap ${row.lap} (${(row.lapTimeMs! / 1000).toFixed(3)} s)`;
const ms = (value: number) => (Math.abs(value) >= 99.95 ? value.toFixed(0) : value.toFixed(1));

/** A row of a table: the pairs of a circuit with one alignment. */
function rowOf([circuit, unclean]: string[], pairs: readonly Pair[]): string {
  const drawn = Math.max(
    ...pairs.map(({deltaAtLineMs, officialDifferenceMs}) => Math.abs(deltaAtLineMs! - officialDifferenceMs!)),
  );
  const checked = pairs.filter(({measuredDifferenceMs}) => measuredDifferenceMs !== null);
  const off = (pair: Pair) => Math.abs(pair.measuredDifferenceMs! - pair.officialDifferenceMs!);
  const worst = checked.toSorted((a, b) => off(b) - off(a))[0];
  const samples = worst
    ? `${ms(median(checked.map(off)))} | ${ms(off(worst))} | ${nameOf(worst.lap)} against ${nameOf(worst.reference)}`
    : `– | – | not measured: ${pairs[0].alignment === "distance" ? "the distance is scaled to the line" : "no samples next to the line"}`;
  const games = [
    ...new Set(pairs.flatMap(({lap, reference}) => [lap, reference]).map(({session}) => session.source.game)),
  ];
  return `| ${circuit} (${games.join(", ")})${unclean} | ${pairs[0].alignment} | ${pairs.length} | ${drawn.toFixed(3)} | ${samples} |`;
}

function tables(laps: readonly Lap[], pairs: readonly Pair[]): string {
  const whole = pairs.filter(({deltaAtLineMs}) => deltaAtLineMs !== null);
  const isClean = ({row}: Lap) => row.valid && !row.pit;
  const groups = groupBy(whole, ({lap, reference, alignment}) =>
    [
      lap.circuit,
      isClean(lap) && isClean(reference) ? "" : ", with a lap that is invalid or through the pits",
      alignment,
    ].join("\n"),
  );
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, group]) => rowOf(key.split("\n"), group));
  const apart = pairs.filter(({deltaAtLineMs}) => deltaAtLineMs === null);
  const reasons = groupBy(apart, ({lap, because, refused}) => {
    // "320 m further on" and "314 m further on" are one reason
    const why = (because ?? "").replace(/\d+(\.\d+)?/g, "…");
    return `${lap.circuit} (${lap.session.source.game}) | ${refused ? "refused" : "compared, from the first shared place on"} | ${why}`;
  });
  return [
    `${laps.length} official laps, ${whole.length} pairs (each lap against each other one of its circuit).`,
    "",
    "| circuit | placed by | pairs | delta at the line − official, worst, ms | samples alone − official, median, ms | worst, ms | worst pair |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
    "",
    `${apart.length} more pairs have no common start line, or were refused:`,
    "",
    "| lap | | why | pairs |",
    "| --- | --- | --- | --: |",
    ...[...reasons].map(([reason, some]) => `| ${reason} | ${some.length} |`),
  ].join("\n");
}

/** Laps of which the recordings have what a recorder wrote, and the same put back on its frames. */
function twinsOf(laps: readonly Lap[]): Twins[] {
  const drive = ({samples, row, session}: Lap) => drivenLap(samples, row, session);
  return laps.flatMap((lap) => {
    const isRecorded = lap.session.log !== undefined && /^F1/.test(lap.session.source.game);
    const twin = laps.find(
      ({row, circuit, session}) => !session.log && circuit === lap.circuit && row.lapTimeMs === lap.row.lapTimeMs,
    );
    return isRecorded && twin
      ? [{name: `${lap.circuit}, ${nameOf(twin)}`, recorded: drive(lap), repaired: drive(twin)}]
      : [];
  });
}

/** Puts a text between two marks of docs/accuracy.md. */
function between(page: string, name: string, text: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  return page.replace(new RegExp(`${begin}[^]*${end}`), () => `${begin}\n\n${text}\n\n${end}`);
}

async function makeAccuracy(): Promise<void> {
  const args = process.argv.slice(2);
  const folder = args.find((arg) => !arg.startsWith("--")) ?? sharedData();
  if (!folder) throw new Error("no folder with recordings: bench/accuracy.ts FOLDER");
  const recordings = await mkdtemp(join(tmpdir(), "lapbook-accuracy-"));
  try {
    const laps = await officialLaps(folder, recordings);
    const delta = tables(laps, await pairsOf(laps, recordings));
    const pairing = pairingTable(twinsOf(laps));
    console.log(`${delta}\n\n${pairing}`);
    if (!args.includes("--write")) return;
    const file = fileURLToPath(new URL("../docs/accuracy.md", import.meta.url));
    const page = await readFile(file, "utf8");
    await writeFile(file, between(between(page, "delta", delta), "pairing", pairing));
  } finally {
    await rm(recordings, {recursive: true});
  }
}

await makeAccuracy();
