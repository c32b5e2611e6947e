import {experimentTitle} from "../../core/findings/experimentWords.js";
import {groupsToCompare, type LapGroup, parseLapGroup} from "../../core/findings/lapGroup.js";
import {openExperiment} from "../../core/findings/openExperiment.js";
import {shownIn} from "../../core/findings/words.js";
import {sessionPaces} from "../../core/laps/progress/sessionPaces.js";
import {sessionSeries, sessionsOf} from "../progress/progressChoice.js";
import {progressSentence} from "../progress/progressTable.js";
import {sessionDates} from "../progress/sessionDates.js";
import {answerText} from "../setups/experimentTable.js";
import {fetchLibrary, fetchSession} from "../ui/archive.js";
import {pageArchive} from "../ui/pageArchive.js";
import {sessionLabel} from "../ui/sessionNames.js";
import {askedCar} from "./askedCar.js";
import {CellError} from "./cellError.js";
import type {PlainRow} from "./libraryTables.js";

/** Rows, and what is said about all of them. */
export interface WordedRows extends Array<PlainRow> {
  readonly text: string;
}

const worded = (rows: PlainRow[], text: string): WordedRows =>
  Object.defineProperty(rows, "text", {value: text}) as WordedRows;

/** Laps of a car, all or from one to another, with words for a legend. */
export interface NamedGroup extends LapGroup {
  label: string;
}

/** Two groups of a car's laps that can be compared; fewer where there are none. */
export async function groupRows(session: string, car?: number): Promise<NamedGroup[]> {
  const [archived, {sessions}] = await Promise.all([fetchSession(session), fetchLibrary()]);
  const chosen = askedCar(archived, car);
  if (chosen === null) return [];
  const groups = groupsToCompare(archived, chosen, sessions);
  return Promise.all(
    groups.map(async (group) => {
      const {firstLap, lastLap} = group;
      const where = sessionLabel((await fetchSession(group.session)).session);
      return {...group, label: firstLap === undefined ? where : `laps ${firstLap}–${lastLap}`};
    }),
  );
}

/** Compares two groups of laps: a row for each measure. */
export async function experimentRows(
  a: string | LapGroup,
  b: string | LapGroup,
  {corner}: {corner?: number | "each"} = {},
): Promise<WordedRows> {
  const {findings, limitations, notCounted} = await openExperiment(pageArchive, groupOf(a), groupOf(b), {corner});
  const rows = findings.map((finding): PlainRow => {
    const {measure, value, interval, groups, n, status, chance} = finding;
    const {unit, scale} = shownIn(measure);
    const shown = (x: number | null | undefined) =>
      x === null || x === undefined || Number.isNaN(x) ? null : x * scale;
    return {
      ...{measure: experimentTitle(finding), unit, a: shown(groups?.means[0]), b: shown(groups?.means[1])},
      ...{difference: shown(value), low: shown(interval?.[0]), high: shown(interval?.[1])},
      ...{matters: shown(groups?.matters), status, lapsA: n.referenceLaps, lapsB: n.laps, p: chance},
      answer: answerText(finding),
    };
  });
  const left = notCounted.length ? `${notCounted.length} laps do not show the pace and are left out` : "";
  const said = [...limitations, left].filter(Boolean).map((text) => `${text[0].toUpperCase()}${text.slice(1)}.`);
  return worded(rows, said.join(" "));
}

function groupOf(group: string | LapGroup): LapGroup {
  const found = typeof group === "string" ? parseLapGroup(group) : group;
  if (typeof found?.session === "string" && Number.isInteger(found.car)) return found;
  throw new CellError(
    "experiment takes two groups of laps",
    undefined,
    'Write experiment("SESSION:CAR:1-8", "SESSION:CAR:9-16"), or take groups of lapGroups(session).',
  );
}

/** A driver's sessions on the circuit of a session, in the game of that session: a row for each, oldest first. */
export async function progressRows(session: string, driver = ""): Promise<WordedRows> {
  const {sessions} = await fetchLibrary();
  const series = sessionSeries(sessions).find((one) => one.sessions.some(({id}) => id === session));
  if (!series) return worded([], "The circuit of this session is not known: name it on the session's page.");
  const archived = await Promise.all(series.sessions.map(({id}) => fetchSession(id).catch(() => null)));
  const found = archived.filter((one) => one !== null);
  const driven = sessionsOf(found, driver);
  const progress = sessionPaces(driven);
  const dates = sessionDates(progress.sessions);
  const rows = progress.sessions.map(
    ({session, car, startedAt, pace, bestMs, recordMs, isRecord, compounds, change}, i): PlainRow => ({
      ...{
        session,
        car,
        number: i + 1,
        startedAt,
        label: dates.get(session) ?? "",
        laps: pace?.n ?? 0,
        bestMs,
        recordMs,
        isRecord,
      },
      ...{medianMs: pace?.median ?? null, quarterMs: pace?.quartiles[0] ?? null},
      ...{threeQuartersMs: pace?.quartiles[1] ?? null, compounds: compounds.join(", ") || null},
      ...{changeMs: change?.difference ?? null, changeLowMs: change?.low ?? null, changeHighMs: change?.high ?? null},
    }),
  );
  return worded(rows, progressSentence(progress));
}
