import type {Samples} from "../../archive/samples.js";
import {lapAxes} from "../lapAxes.js";
import {CONDITION_CHANNELS, type LapCondition, lapConditions} from "./lapConditions.js";
import {type PedalTimes, pedalTimes} from "./pedalTimes.js";
import {type TimeAt, timeAt, timeAtEach} from "./timeAt.js";

/** How a lap's time was spent, and what its tyres and its fuel did. What the lap has no channel for is absent. */
export interface LapUse {
  /** in km/h, cells of 20; throttle and brake in tenths */
  speed?: TimeAt;
  throttle?: TimeAt;
  brake?: TimeAt;
  gear?: {seconds: Map<number, number>; unknownS: number};
  pedals?: PedalTimes;
  conditions: Map<string, LapCondition>;
}

const SPEEDS = Array.from({length: 22}, (_, i) => 20 * i);
const TENTHS = Array.from({length: 11}, (_, i) => i / 10);

/** The use of the time of a lap's samples. */
export function lapUse(samples: Samples): LapUse {
  const column = (name: string) => (samples.has(name) ? samples.values(name) : undefined);
  const {time, breaks} = lapAxes({sessionTime: samples.values("sessionTime")});
  const histogram = (name: string, edges: readonly number[]) => {
    const values = column(name);
    return values && timeAt(time, values, edges, breaks);
  };
  const [throttle, brake, gear] = ["throttle", "brake", "gear"].map(column);
  const conditions = Object.fromEntries(CONDITION_CHANNELS.map(({name}) => [name, column(name)]));
  return {
    speed: histogram("speedKmh", SPEEDS),
    throttle: histogram("throttle", TENTHS),
    brake: histogram("brake", TENTHS),
    gear: gear && timeAtEach(time, gear, breaks),
    pedals: throttle && brake && pedalTimes(time, throttle, brake, breaks),
    conditions: lapConditions(time, conditions, breaks),
  };
}
