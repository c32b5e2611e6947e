import type {Evidence, Finding, FindingPlace, Interval} from "../finding.js";
import {phaseText, shortText} from "../words.js";
import {isAt, isWithin, type PlaceHint} from "./debriefParts.js";
import {type DriverBest, lapOfBest} from "./theoreticalReference.js";

/** Something to work on. */
export interface WorkItem {
  place: FindingPlace;
  /** in which phases the time goes; empty where that is not resolved */
  phases: string;
  /** what is done differently there */
  what: string[];
  /** without any of these: what differs most; null where it is not known */
  hint: string | null;
  /** seconds that driving this part as the reference does may gain */
  worthS: Interval;
  /** the lap, then the reference lap, at the place */
  evidence: Evidence[];
  limitations: string[];
}

const MOST = 3;

/** The three places that are known to lose most, with what differs there and what they may be worth. */
export function worthWorkingOn(
  findings: readonly Finding[],
  best: DriverBest | null,
  hint: PlaceHint = () => null,
): WorkItem[] {
  return findings
    .filter(
      ({kind, place, status, value}) => kind === "time" && place.kind !== "lap" && status === "found" && value! > 0,
    )
    .sort((a, b) => b.value! - a.value!)
    .slice(0, MOST)
    .map(({place, interval, evidence, limitations}) => {
      const [low, high] = interval!;
      const what = findings.filter((one) => one.kind === "difference" && isAt(one, place)).map(shortText);
      return {
        phases: phaseText(findings.filter((one) => one.kind === "phase" && isWithin(one, place))),
        ...{place, what, hint: what.length ? null : hint(place)},
        worthS: [Math.max(0, low), high],
        evidence: best ? withBest(evidence, place, best) : evidence,
        limitations,
      };
    });
}

/** A theoretical best was not driven as a whole: its evidence is the lap that its part is from. */
function withBest([own, reference]: Evidence[], {fromM, toM}: FindingPlace, best: DriverBest): Evidence[] {
  const {session, car, lap} = lapOfBest(best, (fromM + toM) / 2);
  return [own, {...reference, session, car, lap}];
}
