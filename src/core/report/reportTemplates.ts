import type {SessionFile} from "../archive/types.js";
import {LapError, type LapName, lapNameText} from "../laps/open/archivedLap.js";
import {chooseLaps, type LapsName} from "../laps/open/chooseLaps.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
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

/** The reference lap of a session and the driver's best; of several sessions the best of each. */
async function usualPair(archive: LapArchive, subjects: readonly LapsName[]): Promise<LapName[]> {
  const pairs = [];
  for (const subject of subjects) {
    const {laps, references} = await chooseLaps(archive, subject, {single: true, most: 1});
    pairs.push([references[0], laps[0]]);
  }
  if (pairs.length === 0) throw new LapError("name a session, or laps with --laps");
  const all = pairs.length === 1 ? pairs[0] : pairs.map(([best]) => best);
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
    [track.name, type === "unknown" ? "" : type, dayOf(startedAt)].filter(Boolean).join(", "),
  );
  return `${name.toUpperCase()}${rest.join("")}: ${[...new Set(about)].join(" · ")}`;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

function dayOf(iso: string): string {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso) ?? [];
  return year ? `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}` : "";
}
