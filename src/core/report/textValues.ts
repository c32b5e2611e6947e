import type {LapRow} from "../archive/types.js";
import {closestName} from "../channels/closestName.js";
import {lapTimeText} from "../laps/lapTimeText.js";
import {LapError, type LapName} from "../laps/open/archivedLap.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {dayText} from "./dayText.js";

/** The two laps that a view compares. */
export interface ComparedLaps {
  own: LapName;
  /** null: the theoretical best, which is no lap */
  reference: LapName | null;
}

/** What `{name}` in a report's words becomes. */
export const TEXT_VALUES = {
  track: "name of the track",
  date: "day of the session",
  driver: "driver of the lap that is shown: of a comparison the one after the reference",
  best: "the driver's best valid lap time of the session",
  lap: "time of the lap that is shown",
  reference: "driver of the reference lap",
  "reference lap": "time of the reference lap",
  difference: "by how much the lap is slower (+) or faster (−), s",
} as const;

export type TextValues = Readonly<Record<keyof typeof TEXT_VALUES, string>>;

/** The values of a comparison, from the archive's laps; "—" where a time is not known. */
export async function textValues(archive: LapArchive, {own, reference}: ComparedLaps): Promise<TextValues> {
  const {session, laps} = await archive.session(own.session);
  const lap = rowOf(laps, own);
  const against = reference && rowOf((await archive.session(reference.session)).laps, reference);
  const valid = laps.filter(({car, valid, lapTimeMs}) => car === own.car && valid && lapTimeMs !== null);
  const best = valid.length ? Math.min(...valid.map(({lapTimeMs}) => lapTimeMs!)) : null;
  return {
    ...{track: session.track.name, date: dayText(session.startedAt)},
    ...{driver: lap.driver, best: timeText(best), lap: timeText(lap.lapTimeMs)},
    reference: against ? against.driver : "theoretical best",
    "reference lap": timeText(against?.lapTimeMs),
    difference: differenceText(lap.lapTimeMs, against?.lapTimeMs),
  };
}

function rowOf(laps: readonly LapRow[], {session, car, lap}: LapName): LapRow {
  const row = laps.find((one) => one.car === car && one.lap === lap);
  if (!row) throw new LapError(`no lap ${lap} of car ${car} in ${session}`);
  return row;
}

/** A word in braces, which no backslash escapes; `${…}` is none. */
const NAMED = /(?<![\\$])\{(\p{L}[\p{L} ]*)\}/gu;

/** A text with values in place of their names, `{best}`; other braces stay as they are. */
export function withValues(text: string, values: TextValues): string {
  return text.replace(NAMED, (found, name: string) =>
    Object.hasOwn(values, name) ? values[name as keyof TextValues] : found,
  );
}

/** Values as Markdown that shows them as they are: a driver's name may be `_Max_`, `[TEAM] Max` or `<Max>`. */
export function asMarkdown(values: TextValues): TextValues {
  const escaped = (text: string) => text.replace(/[\\`*_[\]<>&~|#]/g, "\\$&");
  return {
    ...values,
    ...{track: escaped(values.track), driver: escaped(values.driver)},
    reference: escaped(values.reference),
  };
}

/** Whether a text names a value. */
export function namesValues(markdown: string): boolean {
  return [...markdown.matchAll(NAMED)].some(([, name]) => Object.hasOwn(TEXT_VALUES, name));
}

/** Throws a LapError for a word in braces that names no value, with the nearest one that does. */
export function refuseMistyped(markdown: string): void {
  const wrong = [...markdown.matchAll(NAMED)].find(([, name]) => !Object.hasOwn(TEXT_VALUES, name));
  if (!wrong) return;
  const [text, name] = wrong;
  const names = Object.keys(TEXT_VALUES);
  const near = closestName(name.trim().toLowerCase(), names);
  const meant = near ? `did you mean {${near}}?` : `values are ${names.map((one) => `{${one}}`).join(", ")};`;
  throw new LapError(`${text} names no value: ${meant} \\${text} is the word itself`);
}

type Maybe = number | null | undefined;

function timeText(ms: Maybe): string {
  return ms == null ? "—" : lapTimeText(ms);
}

function differenceText(ms: Maybe, referenceMs: Maybe): string {
  if (ms == null || referenceMs == null) return "—";
  const s = (ms - referenceMs) / 1000;
  return `${s > 0 ? "+" : s < 0 ? "−" : "±"}${Math.abs(s).toFixed(3)}`;
}
