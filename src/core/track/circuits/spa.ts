import type {CircuitDescription} from "../circuit.js";
import {layBends, left, right} from "./layBends.js";

const LENGTH = 7004;

/**
 * Spa-Francorchamps: 7004 m, clockwise, 19 corners. Bends in whole degrees and rounded metres, estimated by hand and
 * compared with the surveyed centre line (TUM racetrack-database). Flat, although the real one has 100 m of elevation.
 */
export const spa: CircuitDescription = {
  id: "spa",
  name: "Spa-Francorchamps",
  f1TrackId: 10,
  lengthM: LENGTH,
  widthM: 12,
  startYaw: -2.58,
  pitSpeedLimitKmh: 80,
  sectorStartsM: [2324, 5065],
  speedTrapM: 2200,
  knots: layBends(LENGTH, [
    // La Source, down to Eau Rouge, Raidillon, Kemmel
    right(395, [146, 22]),
    right(590, [13, 640]),
    right(728, [11, 300]),
    left(1054, [20, 105]),
    right(1161, [32, 110], [22, 165]),
    left(1290, [25, 125]),
    right(1606, [16, 300]),
    // Les Combes, Malmedy, Bruxelles
    right(2422, [75, 50]),
    left(2511, [73, 41]),
    right(2660, [70, 65]),
    right(3070, [60, 52], [125, 51]),
    left(3303, [79, 62]),
    right(3495, [10, 650]),
    // Pouhon, Fagnes, Campus
    left(3845, [38, 115], [38, 95]),
    left(4045, [33, 150], [41, 155]),
    right(4523, [82, 73], [20, 105]),
    left(4677, [90, 72]),
    right(4958, [94, 56]),
    // Stavelot, Paul Frère
    right(5178, [74, 105]),
    right(5365, [25, 360]),
    right(5580, [18, 335]),
    // Blanchimont
    left(5895, [22, 310], [17, 235]),
    left(6198, [44, 140]),
    right(6505, [15, 400]),
    // the Bus Stop
    right(6749, [102, 21]),
    left(6814, [129, 19]),
  ]),
};
