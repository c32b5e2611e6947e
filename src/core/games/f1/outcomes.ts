import type {Driver, RaceFacts} from "../../archive/types.js";
import type {PacketColumns} from "./decode.js";
import {resultReasonName} from "./enums.js";
import {ACTIVE} from "./frame.js";

/** The final classification's packet id. */
export const CLASSIFICATION = 8;

/** What the game says of each car's race; it knows more once it has classified the cars. */
export type Outcomes = ReadonlyMap<number, Pick<Driver, "position" | "race">>;

/** `resultStatus`; 2 is a car that still drives. */
const STATUS: Record<number, RaceFacts["status"] | undefined> = {
  3: "finished",
  4: "did not finish",
  5: "disqualified",
  6: "not classified",
  7: "retired",
};
/** `resultReason` from here on gives a cause; 0 to 2 are invalid, retired and finished. */
const FIRST_CAUSE = 3;

/** The race of each car by a decoded final classification packet. */
export function classifiedOutcomes(c: PacketColumns): Outcomes {
  return outcomesOf(c, (car) => {
    const reason = c.resultReason?.[car] ?? 0;
    const because = c.resultStatus[car] > 3 && reason >= FIRST_CAUSE ? {because: resultReasonName(reason)} : {};
    const position = c.position[car];
    return {
      ...(position > 0 && {position}),
      race: {...placeOf(c, car), stops: c.numPitStops[car], penaltyS: c.penaltiesTime[car], ...because},
    };
  });
}

/** The race of each car so far, by decoded lap data. */
export function runningOutcomes(c: PacketColumns): Outcomes {
  return outcomesOf(c, (car) => ({
    race: {...placeOf(c, car), stops: c.numPitStops[car], penaltyS: c.penalties[car]},
  }));
}

function outcomesOf(c: PacketColumns, read: (car: number) => Pick<Driver, "position" | "race">): Outcomes {
  const cars = [...c.resultStatus].map((_, car) => car).filter((car) => c.resultStatus[car] >= ACTIVE);
  return new Map(cars.map((car) => [car, read(car)]));
}

function placeOf(c: PacketColumns, car: number): RaceFacts {
  const [grid, status] = [c.gridPosition[car], STATUS[c.resultStatus[car]]];
  return {...(grid > 0 && {grid}), ...(status && {status})};
}
