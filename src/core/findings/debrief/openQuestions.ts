import {lapNameText} from "../../laps/open/archivedLap.js";
import type {Finding} from "../finding.js";
import type {OpenedComparison} from "../openComparison.js";
import {LEAST_LAPS} from "../pairings.js";

/** Open places that are named one by one. */
const MOST_NAMED = 4;

/** What laps cannot tell, in sentences: what they do not resolve and how many more would, channels that are missing, limits. */
export function openQuestions(
  findings: readonly Finding[],
  {opened, laps}: {opened: OpenedComparison; laps: number},
): string[] {
  const open = findings.filter(
    ({kind, place, status}) => kind === "time" && place.kind !== "lap" && status === "not resolved",
  );
  const named = open
    .filter(({value, noiseFloor}) => Math.abs(value ?? 0) > (noiseFloor ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => Math.abs(b.value!) - Math.abs(a.value!))
    .slice(0, MOST_NAMED);
  const rest = open.length - named.length;
  const parts = rest === 1 ? "1 other part" : `${rest} ${named.length ? "other parts" : "parts"} of the lap`;
  return [
    ...(laps < LEAST_LAPS
      ? [
          `Whether anything repeats: ${laps === 1 ? "one lap is" : `${laps} laps are`} compared, and a habit needs ${LEAST_LAPS} at least.`,
        ]
      : []),
    ...named.map(({place, reason}) => `${place.name}: ${reason}.`),
    ...(rest > 0 ? [`${parts}: no difference that ${laps === 1 ? "this lap resolves" : "these laps resolve"}.`] : []),
    ...findings
      .filter(({status, kind}) => status === "unavailable" && kind !== "time")
      .map(({measure, reason}) => `${measure}: ${reason}.`),
    ...opened.comparison.limitations.map((text) => `${text}.`),
    ...opened.refused.map(({name, because}) => `Lap ${name.lap} (${lapNameText(name)}) is left out: ${because}.`),
  ].map((text) => text[0].toUpperCase() + text.slice(1));
}
