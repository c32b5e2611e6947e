import type {AnalysedLap, Comparison} from "../../src/core/findings/analysedLap.js";
import {cornerMeasures} from "../../src/core/laps/cornerMeasures.js";
import type {DrivenLap} from "../../src/core/laps/drivenLap.js";
import {type GridLap, gridLap} from "../../src/core/laps/gridLap.js";
import {pieceTimes, trackPieces} from "../../src/core/laps/partition.js";
import {placeLap} from "../../src/core/laps/placeLap.js";
import {lineOfTrack} from "../../src/core/laps/placeLine.js";
import {Simulation, type SimulationOptions} from "../../src/core/sim/simulation.js";
import {circuitTrack} from "../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../src/core/track/corners.js";
import type {Track} from "../../src/core/track/track.js";

/** One sample in two of the simulator's steps: 50 Hz. */
const EVERY = 2;

/** A lap of the simulator as a game would record it: speeds in whole km/h, the time in whole ms. */
export interface SimulatedLap {
  lap: number;
  driven: DrivenLap;
  channels: Record<"speedKmh" | "throttle" | "brake" | "gear" | "rpm", Float64Array>;
}

export interface DriveOptions extends SimulationOptions {
  /** changes the samples before they are analysed */
  spoil?: (lap: SimulatedLap) => SimulatedLap;
}

/** The whole laps of a car that drives alone. */
export function simulateLaps({spoil = (lap) => lap, ...options}: DriveOptions): SimulatedLap[] {
  const simulation = new Simulation(options);
  const [car] = simulation.cars;
  const names = ["time", "x", "z", "distance", "speedKmh", "throttle", "brake", "gear", "rpm"] as const;
  const rows: Record<(typeof names)[number], number[]> = {
    ...{time: [], x: [], z: [], distance: [], speedKmh: []},
    ...{throttle: [], brake: [], gear: [], rpm: []},
  };
  const lines: number[] = [];
  while (!simulation.done) {
    simulation.step();
    for (const {line, time} of simulation.crossings) if (line === 0) lines.push(Math.round(time * 1000) / 1000);
    if (simulation.steps % EVERY) continue;
    rows.time.push(simulation.time);
    rows.x.push(car.x);
    rows.z.push(car.z);
    rows.distance.push(car.lapPosition);
    rows.speedKmh.push(Math.floor(car.v * 3.6));
    rows.throttle.push(car.throttle);
    rows.brake.push(car.brake);
    rows.gear.push(car.gear);
    rows.rpm.push(Math.round(car.rpm));
  }
  return lines.slice(1).map((end, k) => {
    const start = lines[k];
    const from = rows.time.findIndex((time) => time >= start);
    const to = rows.time.findIndex((time) => time >= end);
    const column = (name: (typeof names)[number]) => Float64Array.from(rows[name].slice(from, to));
    const time = column("time").map((value) => value - start);
    return spoil({
      lap: k + 1,
      driven: {
        time,
        fromLine: true,
        lapTimeS: Math.round((end - start) * 1000) / 1000,
        ...{x: column("x"), z: column("z"), distance: column("distance")},
        alongPath: false,
      },
      channels: {
        ...{speedKmh: column("speedKmh"), throttle: column("throttle"), brake: column("brake")},
        ...{gear: column("gear"), rpm: column("rpm")},
      },
    });
  });
}

export interface Drive {
  track: Track;
  grids: {lap: number; grid: GridLap}[];
}

/** Simulated laps on the grid of their circuit's centre line. */
export function driveLaps(options: DriveOptions): Drive {
  const laps = simulateLaps(options);
  const track = circuitTrack(new Simulation(options).circuit.description);
  const line = lineOfTrack(track);
  const grids = laps.map(({lap, driven, channels}) => {
    const columns = Object.entries(channels).map(([name, values]) => [name, {values, discrete: name === "gear"}]);
    return {lap, grid: gridLap(driven, placeLap(driven, line), Object.fromEntries(columns))};
  });
  return {track, grids};
}

/** Laps of a drive against laps of another, cut and measured. */
export function comparisonOf(own: Drive, reference: Drive, why = "a test's choice"): Comparison {
  const {track} = own;
  const corners = cornersOf(track).list;
  const pieces = trackPieces(
    corners,
    track.lengthM,
    [...own.grids, ...reference.grids].map(({grid}) => grid),
  );
  const analysed = ({grids}: Drive, session: string) =>
    grids.map(
      ({lap, grid}): AnalysedLap => ({
        ...{session, car: 0, driver: session, lap, grid, sampleS: EVERY / 100},
        times: pieceTimes(grid, pieces),
        measures: cornerMeasures(grid, pieces, corners),
      }),
    );
  return {
    ...{track: track.name, lengthM: track.lengthM, corners, pieces, why, limitations: []},
    laps: analysed(own, "own"),
    references: analysed(reference, "reference"),
  };
}
