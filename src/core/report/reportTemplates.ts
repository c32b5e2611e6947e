import type {LapRow, SessionFile} from "../archive/types.js";
import {findLaps, findSession, LapError, type LapName, lapNameText} from "../laps/open/archivedLap.js";
import {chooseLaps, type LapsName} from "../laps/open/chooseLaps.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {playerCarOf} from "../laps/playerCar.js";
import {dayText} from "./dayText.js";
import type {ReportCell} from "./reportSpec.js";

/** What a report from a template is about. */
export interface TemplateChoice {
  /** sessions, drivers or laps */
  subjects: readonly LapsName[];
  /** laps by name: of a comparison all, the reference first */
  laps: readonly LapName[];
  /** `my-best`, `SESSION:CAR` …: see DebriefParams */
  reference?: string;
  /** charts of a comparison, as an address has them */
  charts?: string;
}

type Template = (archive: LapArchive, choice: TemplateChoice) => Promise<ReportCell[]> | ReportCell[];

/** Reports for usual questions: what each shows. */
export const REPORT_TEMPLATES: Readonly<Record<string, {about: string; cells: Template}>> = {
  debrief: {about: "where a driver's time went, whether it repeats, what to work on, and the corners", cells: debrief},
  compare: {about: "laps channel by channel, the reference first", cells: compare},
  race: {about: "order, gaps, positions, stops and events of a race, and its stints", cells: race},
  track: {about: "a lap on its circuit, coloured by channels", cells: track},
  driver: {about: "a debrief with its corners, what the driver repeats, his stints", cells: driver},
};

function debrief(_: LapArchive, {subjects, laps, reference}: TemplateChoice): ReportCell[] {
  const [named, against] = laps;
  const about: readonly LapsName[] = subjects.length ? subjects : named ? [named] : [];
  return about.flatMap(({session, car, lap = named?.session === session ? named.lap : undefined}) => {
    const wish = reference ?? (against && lapNameText(against));
    const options = optionsOf({session, car: car ?? named?.car, lap, reference: wish});
    return [
      {kind: "view", view: "debrief", options},
      {kind: "view", view: "corners", options},
    ] as const;
  });
}

async function compare(archive: LapArchive, {subjects, laps, charts}: TemplateChoice): Promise<ReportCell[]> {
  const named = subjects.flatMap(({session, car, lap}) =>
    car === undefined || lap === undefined ? [] : [{session, car, lap}],
  );
  const chosen = laps.length ? laps : named.length > 1 ? named : await usualPair(archive, subjects);
  return [{kind: "view", view: "laps", options: optionsOf({laps: chosen.map(lapNameText).join(","), charts})}];
}

async function race(archive: LapArchive, choice: TemplateChoice): Promise<ReportCell[]> {
  const cells: ReportCell[] = [];
  for (const {session, car} of aboutOf(choice)) {
    const own = car ?? (await driverOf(archive, session));
    cells.push({kind: "view", view: "race", options: optionsOf({session, car: own})});
    if (own !== undefined) cells.push({kind: "view", view: "stints", options: optionsOf({session, car: own})});
  }
  return cells;
}

async function track(archive: LapArchive, {subjects, laps}: TemplateChoice): Promise<ReportCell[]> {
  const chosen = [...laps];
  for (const subject of laps.length ? [] : subjects) chosen.push(await fastestDrawable(archive, subject));
  return chosen.map((lap) => ({kind: "view", view: "circuit", options: {lap: lapNameText(lap)}}));
}

async function driver(archive: LapArchive, choice: TemplateChoice): Promise<ReportCell[]> {
  const cells: ReportCell[] = [];
  for (const {session, car} of aboutOf(choice)) {
    const own = car ?? (await driverOf(archive, session));
    const options = optionsOf({session, car: own, reference: choice.reference});
    for (const view of ["debrief", "corners", "consistency", "stints"]) cells.push({kind: "view", view, options});
  }
  return cells;
}

function aboutOf({subjects, laps}: TemplateChoice): readonly LapsName[] {
  return subjects.length ? subjects : laps.slice(0, 1);
}

/** The player, else the driver of the fastest lap; undefined without laps. */
async function driverOf(archive: LapArchive, id: string): Promise<number | undefined> {
  const {session, laps} = await findSession(archive, id);
  return playerCarOf(session, laps).car ?? session.best?.car ?? laps[0]?.car;
}

/** The fastest lap with samples, valid ones first. */
async function fastestDrawable(archive: LapArchive, {session, car, lap}: LapsName): Promise<LapName> {
  const {laps} = await findSession(archive, session);
  const own = laps.filter((row) => row.file !== null && (car ?? row.car) === row.car && (lap ?? row.lap) === row.lap);
  const rank = ({valid, lapTimeMs}: LapRow) => (lapTimeMs ?? 1e8) + (valid ? 0 : 1e7);
  const [best] = own.toSorted((a, b) => rank(a) - rank(b));
  if (!best) throw new LapError(`${session}: no lap with samples`);
  return {session, car: best.car, lap: best.lap};
}

/** The reference lap of a session and the driver's best; of several sessions the best of each. */
async function usualPair(archive: LapArchive, subjects: readonly LapsName[]): Promise<LapName[]> {
  const pairs = [];
  for (const subject of subjects) {
    // the driver's best may be the reference itself
    const {laps, references} = await chooseLaps(archive, subject, {single: true, most: 2});
    const found = await findLaps(archive, laps);
    const [best] = found.toSorted((a, b) => (a.row.lapTimeMs ?? 0) - (b.row.lapTimeMs ?? 0));
    pairs.push([references[0], best.name]);
  }
  if (pairs.length === 0) throw new LapError("name a session, or laps with --laps");
  const all = pairs.length === 1 ? pairs[0] : pairs.map(([reference]) => reference);
  return [...new Map(all.map((name) => [lapNameText(name), name])).values()];
}

function optionsOf(given: Record<string, string | number | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** A title from a report's sessions: `Debrief: Silverstone, time trial, 1 March 2026`. The day is that of UTC, on every machine. */
export function reportTitle(
  template: string,
  sessions: readonly Pick<SessionFile, "track" | "type" | "startedAt">[],
): string {
  const [name, ...rest] = template;
  const about = sessions.map(({track, type, startedAt}) =>
    [track.name, type === "unknown" ? "" : type, dayText(startedAt)].filter(Boolean).join(", "),
  );
  return `${name.toUpperCase()}${rest.join("")}: ${[...new Set(about)].join(" · ")}`;
}
