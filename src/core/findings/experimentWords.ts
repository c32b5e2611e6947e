import type {Finding, Interval} from "./finding.js";
import {shownIn} from "./words.js";

type Titled = Pick<Finding, "measure" | "place">;

/** What an experiment compares: "lap time", "sector 1", "Turn 3 brake point". */
export function experimentTitle({measure, place}: Titled): string {
  return place.kind === "sector" && measure === "time" ? place.name : `${place.name} ${measure}`;
}

/** How the values of an experiment's finding are shown: the unit, and their texts in it without it, `signed` always with a sign. */
export function experimentNumbers({measure, groups}: Pick<Finding, "measure" | "groups">) {
  const {unit, scale} = shownIn(measure);
  const matters = (groups?.matters ?? 1) * scale;
  const decimals = unit === "s" || matters < 0.1 ? 3 : matters < 1 ? 2 : 1;
  const text = (value: number) => {
    const size = Math.abs(value * scale).toFixed(decimals);
    return value < 0 && Number(size) > 0 ? `−${size}` : size;
  };
  const signed = (value: number) => (value > 0 ? `+${text(value)}` : text(value));
  // 1 km/h is no round number of m/s
  return {unit, text, signed, matters: `${Number(matters.toPrecision(6))} ${unit}`};
}

/** Whether a difference would be found if it were the only measure: of many some differ so by chance. */
export function isHint({groups, interval}: {groups: {answer: string} | null; interval: Interval | null}): boolean {
  return groups?.answer === "underpowered" && interval !== null && (interval[0] > 0 || interval[1] < 0);
}

/** The chance of a found difference: "p < 0.001". */
export function chanceText({chance}: Pick<Finding, "chance">): string {
  return `p ${chance! < 0.001 ? "< 0.001" : chance!.toFixed(3)}`;
}

/** The answer of an experiment in one sentence, with its numbers. */
export function experimentText(finding: Finding): string {
  const {status, reason, groups, value, interval, n} = finding;
  const title = experimentTitle(finding);
  if (!groups) return `${title}: ${status}, ${reason}`;
  const {unit, text, signed} = experimentNumbers(finding);
  const answer = reason ?? `a difference, ${chanceText(finding)}`;
  const [low, high] = interval!.map(signed);
  const rests = `(95 % interval ${low} to ${high}), ${n.referenceLaps} and ${n.laps} laps, A ${text(groups.means[0])} ${unit}`;
  return `${title}: ${answer}; B − A ${signed(value!)} ${unit} ${rests}`;
}
