import type {MeasuredPart} from "../laps/cornerMeasures.js";
import type {Comparison} from "./analysedLap.js";
import {makeFinding, placeOfLap} from "./draft.js";
import {driverDifferences} from "./driverDifferences.js";
import {driverHabits} from "./driverHabits.js";
import {driverTimes} from "./driverTimes.js";
import type {Finding, Measure} from "./finding.js";
import {gripChange} from "./gripChange.js";
import {lapFindings} from "./lapFindings.js";

const RULE = {id: "measured", version: 1};
const PARTS: readonly [MeasuredPart, Measure][] = [
  ["brake", "brake point"],
  ["throttle", "throttle pick-up"],
  ["speed", "minimum speed"],
  ["offset", "line at apex"],
];

/** What a driver does lap after lap, against the reference: times of the lap and its parts, differences in corners, habits, changes. */
export function findingsAboutDriver(comparison: Comparison): Finding[] {
  const times = driverTimes(comparison);
  return [
    ...times,
    ...driverDifferences(comparison, times),
    ...driverHabits(comparison),
    ...gripChange(comparison),
    ...notMeasured(comparison, "driver"),
  ];
}

/** What happened on each of the laps against the first reference lap; nothing about the driver. */
export function findingsAboutLaps(comparison: Comparison): Finding[] {
  const references = comparison.references.slice(0, 1);
  return comparison.laps.flatMap((lap) => {
    const one = {...comparison, laps: [lap], references};
    return [...lapFindings(one), ...notMeasured(one, "lap")];
  });
}

/** What could not be measured in any corner, with the reason: a missing channel is not a zero. */
function notMeasured(comparison: Comparison, about: Finding["about"]): Finding[] {
  const corners = [...comparison.laps, ...comparison.references].flatMap(({measures}) => measures);
  return PARTS.flatMap(([part, measure]): Finding[] => {
    const sides = [comparison.laps, comparison.references].map((laps) => laps.flatMap(({measures}) => measures));
    const missing = sides.find(
      (side) => side.length > 0 && side.every(({unavailable}) => unavailable[part] !== undefined),
    );
    if (corners.length === 0 || !missing) return [];
    const reason = missing[0].unavailable[part]!;
    return [
      makeFinding(comparison, {
        ...{
          rule: RULE,
          kind: "difference",
          measure,
          about,
          place: placeOfLap(comparison),
          status: "unavailable",
          reason,
        },
      }),
    ];
  });
}
