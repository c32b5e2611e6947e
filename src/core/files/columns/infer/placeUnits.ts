import {fromFirstFix} from "../../../geometry/placesOnEarth.js";
import type {MeantTable} from "./meantTable.js";
import {ratioOf} from "./ratios.js";
import {integralOf, stretchesOf} from "./stretches.js";

/** Largest values in radians. */
const MOST = {latitude: Math.PI / 2, longitude: Math.PI};
const DEGREES = 180 / Math.PI;
/** Positions read in degrees that are radians move at a 57th of the speed. */
const SLOW = 0.08;
const STEADY = 0.2;

/** Latitude and longitude in radians, as some receivers and simulators write them: they would move much slower than the car. */
export function inferPlaces(table: MeantTable): void {
  const {time} = table;
  const [latitude, longitude, speedKmh] = [table.raw("latitude"), table.raw("longitude"), table.values("speedKmh")];
  if (!time || !latitude || !longitude || !speedKmh) return;
  const isSmall = (values: Float64Array, most: number) => values.every((v) => !(Math.abs(v) > most));
  if (!isSmall(latitude, MOST.latitude) || !isSmall(longitude, MOST.longitude)) return;
  const plane = fromFirstFix(latitude, longitude);
  if (!plane) return;
  const driven = integralOf(
    speedKmh.map((v) => v / 3.6),
    time,
  );
  const ratio = ratioOf(
    stretchesOf({x: plane.x, z: plane.z, isEarth: true}, time).flatMap(({from, to, metres}) =>
      metres > 0 && driven[to] > driven[from] ? [metres / (driven[to] - driven[from])] : [],
    ),
  );
  if (!ratio || ratio.spread > STEADY || ratio.median > SLOW) return;
  for (const channel of ["latitude", "longitude"])
    table.settle(channel, {scaling: {factor: DEGREES, add: 0}, evidence: "in radians, by the speed"});
}
