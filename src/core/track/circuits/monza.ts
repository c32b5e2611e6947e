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
  corners: [
    {number: 1, name: "Rettifilo", fromM: 900, toM: 953},
    {number: 2, name: "Rettifilo", fromM: 953, toM: 1010},
    {number: 3, name: "Curva Grande", fromM: 1060, toM: 1780},
    {number: 4, name: "Roggia", fromM: 2110, toM: 2169},
    {number: 5, name: "Roggia", fromM: 2169, toM: 2280},
    {number: 6, name: "Lesmo 1", fromM: 2475, toM: 2645},
    {number: 7, name: "Lesmo 2", fromM: 2845, toM: 2925},
    {number: 8, name: "Ascari", fromM: 3925, toM: 3985},
    {number: 9, name: "Ascari", fromM: 3985, toM: 4121},
    {number: 10, name: "Ascari", fromM: 4121, toM: 4185},
    {number: 11, name: "Alboreto", fromM: 5100, toM: 5560},
  ],
};
