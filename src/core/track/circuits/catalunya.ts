import type {CircuitDescription} from "../circuit.js";
import {layBends, left, right} from "./layBends.js";

const LENGTH = 4655;

/**
 * Barcelona-Catalunya as raced from 2007 to 2022, with the chicane before the last corner: 4655 m, clockwise, 16 corners. Bends
 * in whole degrees and rounded metres, estimated by hand and compared with the surveyed centre line (TUM racetrack-database).
 * Flat, although the real one has 30 m of elevation.
 */
export const catalunya: CircuitDescription = {
  id: "catalunya",
  name: "Catalunya",
  f1TrackId: 4,
  lengthM: LENGTH,
  widthM: 12,
  startYaw: -0.57,
  pitSpeedLimitKmh: 80,
  sectorStartsM: [1620, 3384],
  speedTrapM: 640,
  knots: layBends(LENGTH, [
    // Elf, Renault
    right(770, [3, 420]),
    right(842, [30, 60], [62, 42]),
    left(935, [33, 66], [40, 46]),
    right(1252, [85, 100], [42, 140], [33, 225]),
    // Repsol, Seat
    right(1793, [52, 48], [54, 66], [40, 86], [34, 115]),
    left(2140, [148, 37]),
    // Wurth, Campsa
    left(2370, [18, 165], [15, 240]),
    left(2547, [91, 42]),
    right(2642, [35, 90]),
    right(2915, [87, 88]),
    // La Caixa, Banc Sabadell
    left(3488, [40, 45], [103, 21]),
    left(3624, [51, 37]),
    right(3764, [64, 75], [114, 56]),
    // Europcar, the chicane, New Holland
    right(4012, [78, 32]),
    left(4146, [86, 20]),
    right(4202, [81, 21]),
    right(4340, [42, 95], [49, 92]),
  ]),
};
