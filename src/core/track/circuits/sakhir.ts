import type {CircuitDescription} from "../circuit.js";
import {layBends, left, right} from "./layBends.js";

const LENGTH = 5412;

/**
 * Bahrain International Circuit at Sakhir, Grand Prix layout: 5412 m, clockwise, 15 corners. Bends in whole degrees and rounded
 * metres, estimated by hand and compared with the surveyed centre line (TUM racetrack-database). Flat.
 */
export const sakhir: CircuitDescription = {
  id: "sakhir",
  name: "Sakhir",
  f1TrackId: 3,
  lengthM: LENGTH,
  widthM: 14,
  startYaw: 3.1,
  pitSpeedLimitKmh: 80,
  sectorStartsM: [1640, 4000],
  speedTrapM: 620,
  knots: layBends(LENGTH, [
    right(738, [133, 19]),
    left(842, [64, 36]),
    right(962, [29, 90]),
    right(1530, [88, 26]),
    right(1588, [42, 40]),
    left(1735, [8, 340]),
    left(1811, [19, 125]),
    right(1902, [45, 50], [29, 80]),
    left(2023, [59, 75]),
    right(2278, [50, 34], [100, 27]),
    left(2637, [59, 90]),
    left(2743, [121, 17]),
    left(2887, [6, 500]),
    left(3553, [68, 29], [45, 135], [47, 125]),
    right(3838, [28, 105], [67, 130]),
    right(4060, [38, 65]),
    right(4146, [89, 47]),
    right(4932, [95, 26]),
    right(5018, [25, 80]),
  ]),
};
