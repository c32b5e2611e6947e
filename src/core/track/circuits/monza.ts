import type {CircuitDescription} from "../circuit.js";
import {layBends, left, right} from "./layBends.js";

const LENGTH = 5793;

/**
 * Monza: 5793 m, clockwise, 11 corners. Bends in whole degrees and rounded metres, estimated by hand and compared
 * with the surveyed centre line (TUM racetrack-database). Flat: the royal park is nearly level.
 */
export const monza: CircuitDescription = {
  id: "monza",
  name: "Monza",
  f1TrackId: 11,
  lengthM: LENGTH,
  widthM: 10,
  startYaw: 3.04,
  pitSpeedLimitKmh: 80,
  sectorStartsM: [1898, 3727],
  speedTrapM: 760,
  knots: layBends(LENGTH, [
    // Variante del Rettifilo, Curva Grande
    right(930, [88, 18]),
    left(981, [107, 19]),
    right(1120, [19, 300]),
    right(1520, [33, 270], [46, 340]),
    // Variante della Roggia
    left(2142, [70, 28]),
    right(2191, [65, 23]),
    left(2243, [9, 240]),
    // Lesmo, Serraglio
    right(2560, [101, 75]),
    right(2885, [67, 42]),
    left(3295, [10, 480]),
    // Ascari
    left(3957, [55, 38]),
    right(4054, [58, 98]),
    left(4152, [45, 44]),
    // Curva Alboreto, once Parabolica
    right(5325, [100, 80], [40, 150], [34, 280]),
  ]),
};
