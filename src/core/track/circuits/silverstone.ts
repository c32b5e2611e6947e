import type {CircuitDescription} from "../circuit.js";

/**
 * Silverstone, Grand Prix layout: 5891 m, clockwise, 18 corners. Lengths and radii rounded to 5 m, estimated by hand and
 * compared with the curvature of the surveyed centre line (TUM racetrack-database); bends of the centre line are tighter than
 * those of a driven line. Flat: the old airfield is nearly level.
 */
export const silverstone: CircuitDescription = {
  id: "silverstone",
  name: "Silverstone",
  f1TrackId: 7,
  lengthM: 5891,
  widthM: 15,
  startYaw: 2.5,
  pitSpeedLimitKmh: 80,
  sectorStartsM: [1813, 4294],
  speedTrapM: 4850,
  knots: [
    // Hamilton straight, Abbey, Farm
    ...[p(375, 0), p(20, -50), p(10, -50), p(20, -120), p(20, -120), p(35, 0)],
    ...[p(15, 0), p(30, -400), p(30, 0), p(40, 150), p(35, 250), p(30, 100), p(60, 0)],
    // Village, The Loop, Aintree
    ...[p(130, 0), p(40, -25), p(15, -25), p(30, 0), p(65, 0)],
    ...[p(35, 20), p(10, 20), p(15, 60), p(25, 60), p(20, 0)],
    ...[p(10, 300), p(90, 300), p(35, 45), p(10, 45), p(20, 0)],
    // Wellington straight, Brooklands, Luffield
    ...[p(620, 0), p(30, 70), p(20, 70), p(20, 105), p(45, 40), p(15, 40), p(25, 0)],
    ...[p(15, 0), p(60, -55), p(140, -55), p(45, 0), p(100, 0)],
    // Woodcote, the old pits straight, Copse
    ...[p(50, -150), p(40, -500), p(50, -500), p(20, -80), p(20, -200), p(40, -200), p(40, 0), p(335, 0)],
    ...[p(30, -90), p(30, -230), p(55, -120), p(15, -65), p(10, -65), p(20, -300), p(10, -1000), p(250, -1000)],
    ...[p(60, 0), p(70, 0)],
    // Maggotts, Becketts, Chapel
    ...[p(50, 160), p(65, 210), p(15, 0), p(35, -55), p(15, -55), p(35, 0), p(40, 0)],
    ...[p(40, 215), p(35, 95), p(50, 95), p(30, 0), p(35, -75), p(95, -75), p(30, -250), p(45, 0)],
    ...[p(25, 150), p(25, 95), p(10, 95), p(35, 0)],
    // Hangar straight, Stowe, Vale
    ...[p(505, 0), p(30, -450), p(30, -1500), p(90, 0), p(40, 0)],
    ...[p(65, -75), p(30, -115), p(45, -75), p(20, -95), p(40, -95), p(35, 0)],
    ...[p(20, 500), p(140, 500), p(40, 0), p(50, -1000), p(50, 0), p(25, 25), p(10, 25), p(35, 0)],
    // Club, back onto the Hamilton straight
    ...[p(20, -60), p(25, -30), p(10, -30), p(20, -100), p(10, -220), p(95, -215), p(40, -40), p(5, -40), p(20, 0)],
    p(95, 0),
  ],
};

function p(metres: number, radius: number): readonly [number, number] {
  return [metres, radius];
}
