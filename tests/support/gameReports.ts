import {readFile, writeFile} from "node:fs/promises";
import {basename, join} from "node:path";
import {gunzipSync} from "node:zlib";
import {importFile} from "../../loaders/archive/importFile.js";
import {folderReport} from "../../loaders/report/folderReport.js";
import type {SessionFile} from "../../src/core/archive/types.js";
import type {ReportCell} from "../../src/core/report/reportSpec.js";
import {writeDrivenSession} from "./drivenSession.js";
import {ramp} from "./gridLaps.js";
import {sharedData} from "./sharedData.js";

export interface GameReport {
  name: string;
  file: string;
  /** of its comparison: one of each driver, or more */
  laps: number;
  /** it has a debrief with so many corners; else it compares laps channel by channel */
  corners?: number;
}

const ACC = "20260412-101500-accacc";
const SHARED = {
  acc: ["acc/laguna-seca-study/P043.csv.gz", "acc/laguna-seca-study/P029.csv.gz"],
  // with few of their laps' samples beside them
  f1: ["HAM", "RUS"].map((driver) => `real-f1/2026_bahrain_test/practice_3/${driver}/laptimes.json`),
};

/** Reports of two drivers in sessions of other games, written into a folder: two drivers of ACC, and real laps where the recordings are there. */
export async function gameReports(folder: string): Promise<GameReport[]> {
  const recordings = join(folder, "recordings");
  const made = [{name: "acc", laps: 2, corners: 11, cells: await writtenAcc(recordings)}];
  const real: Omit<GameReport, "file" | "corners">[] = [];
  const cells: ReportCell[][] = [];
  for (const [name, files] of Object.entries(SHARED)) {
    if (!files.every(sharedData)) continue;
    const ids = [];
    for (const file of files) ids.push(...(await imported(recordings, folder, file)));
    real.push({name: `real ${name}`, laps: ids.length});
    cells.push([{kind: "view", view: "laps", options: {laps: ids.join(",")}}]);
  }
  const all = [...made, ...real.map((report, i) => ({...report, corners: undefined, cells: cells[i]}))];
  const reports: GameReport[] = [];
  for (const {cells: shown, ...report} of all) {
    const file = join(folder, `${report.name.replace(" ", "-")}.html`);
    await writeFile(
      file,
      (await folderReport(recordings, {template: "debrief", title: report.name, cells: shown})).html,
    );
    reports.push({...report, file});
  }
  return reports;
}

/** Two drivers, three laps each; the second one brakes earlier for the first corner and is slower through it. */
async function writtenAcc(recordings: string): Promise<ReportCell[]> {
  const speed = (slow: number, n: number) =>
    ramp(
      [0, 240],
      [500, 250 - slow],
      [650, 90 - slow / 2 + n / 4],
      [900, 170],
      [2000, 260],
      [2150, 120 + n / 4],
      [5700, 250],
    );
  const brake = (from: number) => (m: number) => (m > from && m < 650 ? 1 : 0);
  const laps = [0, 1].flatMap((car) =>
    [0, 1, 2].map((n) => ({
      ...{speedKmh: speed(20 * car, n), brake: brake(520 - 40 * car)},
      row: {car, lap: n + 1, driver: ["Ann Lee", "Bo Ek"][car]},
    })),
  );
  const driver = {team: "GT3", raceNumber: 1, ai: false, restricted: false};
  const fields: Partial<SessionFile> = {
    source: {game: "Assetto Corsa Competizione", format: "acc", gameVersion: "1.10", simulated: false, file: null},
    drivers: [
      {...driver, car: 0, name: "Ann Lee"},
      {...driver, car: 1, name: "Bo Ek", raceNumber: 2},
    ],
    ...{type: "practice", playerCar: 1},
  };
  await writeDrivenSession(recordings, ACC, "monza", laps, fields);
  const options = {session: ACC, car: "1", reference: `${ACC}:0`};
  return ["debrief", "corners"].map((view): ReportCell => ({kind: "view", view, options}));
}

/** Imports a file; the name of its fastest lap that can be drawn. */
async function imported(recordings: string, folder: string, path: string): Promise<string[]> {
  const packed = sharedData(path)!;
  const file = packed.endsWith(".gz") ? join(folder, basename(path, ".gz")) : packed;
  if (file !== packed) await writeFile(file, gunzipSync(await readFile(packed)));
  const {sessions} = await importFile(file, {recordings});
  const [{session, laps}] = sessions;
  const lap = laps.filter((row) => row.file).sort((a, b) => (a.lapTimeMs ?? 1e9) - (b.lapTimeMs ?? 1e9))[0];
  return [`${session.id}:${lap.car}:${lap.lap}`];
}
