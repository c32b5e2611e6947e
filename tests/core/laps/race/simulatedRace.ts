/**
 * A race of Lapbook's simulator, recorded once: twelve cars, six laps of Spielberg, seed 3, three incidents (`new Race({seed: 3, laps: 6, cars:
 * 12, track: "spielberg", incidents: 3})`, advanced in steps of 10 ms). A safety car, a stop of every car that got so far, one car that limped round
 * and finished a lap down, three that stopped. Lap times by car; `crossed` is the order in which the cars were seen to finish each lap.
 */
export const SIMULATED_RACE = {
  lapTimesMs: [
    [75566, 67038, 189549, 134006, 71567, 84633],
    [72029, 79506, 201141, 115379, 74980, 89627],
    [78045, 80686, 200280, 109468, 75242],
    [72902, 66474, 181875, 143766, 70360, 84876],
    [77261, 67012, 193628, 128928, 72501, 84797],
    [79777, 275009, 114869, 75300, 90160],
    [76276, 67174, 190822, 132378, 73633],
    [79512, 69634, 197596, 121133, 72928, 84702],
    [77751, 67541],
    [79613, 67667, 195757, 124572, 74983, 91873],
    [79091, 67399, 193144, 127716, 74115, 84775],
    [74320, 66854, 101001, 223550, 70083, 84815],
  ],
  crossed: [
    [1, 3, 11, 0, 6, 4, 8, 2, 10, 7, 9, 5],
    [3, 11, 0, 6, 4, 8, 10, 9, 7, 1, 2, 5],
    [11, 3, 0, 6, 4, 10, 9, 7, 1, 2, 5],
    [3, 11, 0, 6, 4, 10, 9, 7, 1, 2, 5],
    [3, 11, 0, 4, 6, 7, 10, 9, 1, 2, 5],
    [3, 11, 0, 4, 7, 10, 1, 9],
  ],
  /** the race's own order at the end, without penalties, and the session time at which each car ended its race, s */
  order: [3, 11, 0, 4, 7, 10, 1, 9, 5, 6, 2, 8],
  endedAt: [630.219, 640.522, 557.54, 628.113, 631.987, 642.975, 604.14, 633.365, 160.95, 642.325, 634.1, 628.483],
  stopped: [2, 6, 8],
};
