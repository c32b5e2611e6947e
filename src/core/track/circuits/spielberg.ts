import type {CircuitDescription} from "../circuit.js";
import {layBends, left, right} from "./layBends.js";

const LENGTH = 4318;

/**
 * Red Bull Ring at Spielberg: 4318 m, clockwise, 10 corners. Bends in whole degrees and rounded metres, estimated by hand and
 * compared with the surveyed centre line (TUM racetrack-database). Flat, although the real one climbs 65 m.
 */
export const spielberg: CircuitDescription = {
  id: "spielberg",
  name: "Spielberg",
  f1TrackId: 17,
  lengthM: LENGTH,
  widthM: 12,
  startYaw: -1.31,
  pitSpeedLimitKmh: 80,
  sectorStartsM: [1204, 2935],
  speedTrapM: 310,
  knots: layBends(LENGTH, [
    // Niki Lauda, up the hill
    right(453, [78, 26]),
    left(512, [9, 180]),
    right(750, [9, 330]),
    right(920, [3, 800]),
    left(1062, [10, 210]),
    left(1140, [10, 270]),
    // Remus, the straight along the hill
    right(1388, [127, 19]),
    right(1470, [7, 360]),
    right(1585, [6, 280]),
    right(1645, [6, 270]),
    left(1955, [8, 750]),
    // Schlossgold, and the arc after it
    right(2225, [110, 30], [22, 170]),
    right(2391, [54, 145]),
    right(2542, [4, 290]),
    // Rauch, Würth
    left(2730, [43, 110], [85, 74]),
    left(3043, [60, 76], [56, 70]),
    right(3153, [17, 85]),
    right(3240, [34, 165]),
    // Rindt, Red Bull Mobile
    right(3783, [77, 72]),
    right(3988, [68, 32]),
    right(4051, [13, 150]),
    right(4108, [12, 130]),
  ]),
};
