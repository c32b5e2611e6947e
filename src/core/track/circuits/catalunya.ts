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
  corners: [
    {number: 1, name: "Elf", fromM: 780, toM: 886},
    {number: 2, name: "Elf", fromM: 886, toM: 990},
    {number: 3, name: "Renault", fromM: 1040, toM: 1465},
    {number: 4, name: "Repsol", fromM: 1655, toM: 1940},
    {number: 5, name: "Seat", fromM: 2065, toM: 2205},
    {number: 6, name: "", fromM: 2305, toM: 2455},
    {number: 7, name: "Würth", fromM: 2500, toM: 2600},
    {number: 8, name: "", fromM: 2600, toM: 2685},
    {number: 9, name: "Campsa", fromM: 2825, toM: 3005},
    {number: 10, name: "La Caixa", fromM: 3435, toM: 3535},
    {number: 11, name: "", fromM: 3595, toM: 3654},
    {number: 12, name: "Banc Sabadell", fromM: 3654, toM: 3875},
    {number: 13, name: "Europcar", fromM: 3975, toM: 4050},
    {number: 14, name: "RACC", fromM: 4120, toM: 4172},
    {number: 15, name: "RACC", fromM: 4172, toM: 4230},
    {number: 16, name: "New Holland", fromM: 4250, toM: 4430},
  ],
};
