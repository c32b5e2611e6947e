import {setImmediate as turn} from "node:timers/promises";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {FRAME_RATE} from "../../src/core/sim/f1Datagrams.js";
import {F1Sender} from "../../src/core/sim/f1Sender.js";
import {F1RaceSender} from "../../src/core/sim/race/f1RaceSender.js";
import {Race} from "../../src/core/sim/race/race.js";
import type {Sky} from "../../src/core/sim/race/weather.js";
import {Simulation} from "../../src/core/sim/simulation.js";
import {ArrivalClock} from "./arrivalClock.js";
import {type Collector, type CollectorStats, emptyStats} from "./collector.js";
import {Pace} from "./pace.js";

/** Most frames sent together when the clock has run ahead. */
const MOST_FRAMES = 60;

export interface SimulatorOptions {
  seed?: number;
  /** name in DRIVERS */
  driver?: string;
  track?: string;
  laps?: number;
  /** a race instead of a single car, with `cars` and `weather` */
  race?: boolean;
  cars?: number;
  weather?: Sky;
  /** times real time; Infinity without waiting */
  speed?: number;
  name?: string;
  clock?: ArrivalClock;
}

/**
 * A simulated car, or a race, as the game would send it, in real time × speed. Its session UID marks it as simulated. Ends with the
 * last lap. Without a reader it waits, and then catches up.
 */
export function simulatorCollector(options: SimulatorOptions = {}): Collector {
  const {seed = 1, driver = "steady", track, laps = 20, speed = 1, clock = new ArrivalClock()} = options;
  const {race = false, cars, weather} = options;
  const sender = race
    ? new F1RaceSender(new Race({seed, track, laps, cars, weather}), {frames: MOST_FRAMES})
    : new F1Sender(new Simulation({seed, driver, track, laps}), {frames: MOST_FRAMES});
  const sent = () => (sender instanceof F1Sender ? sender.frame : sender.overall);
  const pace = new Pace(speed);
  const counts: CollectorStats = emptyStats();

  async function* batches(): AsyncGenerator<DatagramBatch, void, void> {
    while (!pace.stopped) {
      const due = Math.floor(pace.elapsed * FRAME_RATE) + 1 - sent();
      if (due <= 0) {
        await pace.until(sent() / FRAME_RATE);
        continue;
      }
      if (!sender.fill(Math.min(due, MOST_FRAMES))) return;
      clock.stamp(sender.batch);
      counts.received = sender.datagrams;
      counts.bytes = sender.bytes;
      yield sender.batch;
      // the rest of the process must run, however far behind this is
      if (due > 1) await turn();
    }
    // as a game does when the player leaves: the session is over, not silent
    if (!sender.leave()) return;
    clock.stamp(sender.batch);
    counts.received = sender.datagrams;
    counts.bytes = sender.bytes;
    yield sender.batch;
  }

  return {
    name: options.name ?? `simulator:${seed}`,
    patient: true,
    stats: () => ({...counts}),
    [Symbol.asyncIterator]: batches,
    close: async () => pace.stop(),
  };
}
