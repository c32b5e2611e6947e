import type {MeantTable} from "./meantTable.js";
import type {DrivenPath, Stretch} from "./stretches.js";

const CHANNELS = ["heading", "yaw"];
const QUARTER = Math.PI / 2;
/** Slower stretches do not show a direction, m/s. */
const MOVING = 5;
const FEWEST = 20;
/** Resultant length of the differences from the course: 1 where they are equal. */
const FOLLOWS = 0.9;
/** A course that varies less does not show a unit. */
const STRAIGHT = 0.8;
/** Declination, the car's drift and a receiver's delay turn a heading by less. */
const SAME = Math.PI / 12;
const UNITS = [
  {unit: "rad", factor: 1},
  {unit: "deg", factor: Math.PI / 180},
  {unit: "0.1 deg", factor: Math.PI / 1800},
  {unit: "0.01 deg", factor: Math.PI / 18_000},
];

/**
 * The unit of a heading by the direction of the driven path: in the right unit both turn alike, up to a constant angle. A heading from
 * latitude and longitude that counts from another direction, or to the left, is turned to clockwise from north.
 */
export function inferHeading(table: MeantTable, path: DrivenPath, stretches: readonly Stretch[]): void {
  const moving = stretches.filter(({metres, seconds}) => metres > MOVING * seconds);
  if (moving.length < FEWEST || resultant(moving.map(({course}) => course)).length > STRAIGHT) return;
  for (const channel of CHANNELS) {
    const raw = table.raw(channel);
    if (!raw) continue;
    const best = UNITS.flatMap(({unit, factor}) =>
      [1, -1].map((sense) => {
        const differences = moving.map(({from, to, course}) => raw[(from + to) >> 1] * factor - sense * course);
        return {unit, factor, sense, ...resultant(differences.filter(Number.isFinite))};
      }),
    ).reduce((a, b) => (b.length > a.length ? b : a));
    if (best.length < FOLLOWS) {
      if (channel === "heading" && path.isEarth)
        table.contradict(channel, "it does not follow the direction of the positions");
      continue;
    }
    const {unit, factor, sense} = best;
    const quarters = Math.round(best.angle / QUARTER);
    const evidence = "by the direction of the positions";
    if (channel === "yaw" || !path.isEarth || (sense === 1 && quarters === 0)) table.settle(channel, {unit, evidence});
    else if (Math.abs(best.angle - quarters * QUARTER) < SAME && table.isOpen(channel))
      table.settle(channel, {
        unit,
        scaling: {factor: sense * factor, add: -sense * quarters * QUARTER},
        evidence: `${evidence}: it counts ${sense > 0 ? "clockwise" : "anticlockwise"} from ${sideOf(sense * -quarters)}`,
      });
    else table.contradict(channel, "it is turned against the direction of the positions");
  }
}

/** The direction in which a heading is zero, by quarter turns clockwise from north. */
function sideOf(quarters: number): string {
  return ["north", "east", "south", "west"][((quarters % 4) + 4) % 4];
}

/** Mean direction of angles, and the length of the mean of their unit vectors. */
function resultant(angles: readonly number[]): {angle: number; length: number} {
  let [east, north] = [0, 0];
  for (const angle of angles) {
    north += Math.cos(angle);
    east += Math.sin(angle);
  }
  return {angle: Math.atan2(east, north), length: angles.length ? Math.hypot(east, north) / angles.length : 0};
}
