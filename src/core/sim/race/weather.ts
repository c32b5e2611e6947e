import {random} from "../../signal/random.js";
import type {Compound} from "../tyres.js";
import {withDoubles} from "../withDoubles.js";

/** Weather over a race: always dry, always wet, dry then rain, rain then dry, or dry – rain – dry. */
export const SKIES = ["dry", "wet", "rain", "drying", "changeable"] as const;
export type Sky = (typeof SKIES)[number];

/** Rain 0–1 at given times, s; linear in between. */
type RainCourse = readonly (readonly [time: number, rain: number])[];

/** road temperatures, °C */
const ROAD_DRY = 32;
const ROAD_WET = 21;
/** time constants of soaking in full rain and of drying without rain, s */
const SOAKING = 200;
const DRYING = 420;

/** Rain, and wetness of the road: 0 dry, 1 standing water. */
export class Weather {
  rain = 0;
  wetness = 0;
  roadTemperature = ROAD_DRY;
  airTemperature = 21;
  private readonly course: RainCourse;

  /** `duration`: approximate duration of the race, s; the weather changes within it. */
  constructor(sky: Sky, seed: number, duration: number) {
    this.course = courseOf(sky, seed, duration);
    this.rain = this.rainAt(0);
    this.wetness = this.rain > 0.05 ? Math.min(0.8, this.rain) : 0;
    this.settle(1e9);
    withDoubles(this);
  }

  /** Rain, 0–1, at a session time, s. Forecasts use it too: they are always right. */
  rainAt(time: number): number {
    const {course} = this;
    let i = 0;
    while (i < course.length - 1 && course[i + 1][0] <= time) i++;
    if (i === course.length - 1) return course[i][1];
    const [t0, r0] = course[i];
    const [t1, r1] = course[i + 1];
    return r0 + (r1 - r0) * Math.max(0, Math.min(1, (time - t0) / (t1 - t0)));
  }

  step(dt: number, time: number): void {
    this.rain = this.rainAt(time);
    this.wetness += ((this.rain * (1 - 0.6 * this.wetness)) / SOAKING - (this.wetness * (1 - this.rain)) / DRYING) * dt;
    this.wetness = Math.max(0, Math.min(1, this.wetness));
    this.settle(dt);
  }

  /** The games' number: 0 clear, 1 light cloud, 2 overcast, 3 light rain, 4 heavy rain. */
  get id(): number {
    return weatherId(this.rain);
  }

  private settle(dt: number): void {
    const goal = ROAD_DRY - (ROAD_DRY - ROAD_WET) * Math.min(1, 1.5 * Math.max(this.wetness, this.rain));
    this.roadTemperature += (goal - this.roadTemperature) * (1 - Math.exp(-dt / 240));
  }
}

/** The games' weather number for an amount of rain, 0–1. */
export function weatherId(rain: number): number {
  if (rain > 0.55) return 4;
  if (rain > 0.02) return 3;
  return 0;
}

/**
 * Friction by type of tyre against a slick on a dry road: [wetness, factor], linear in between. Intermediates are best from a wetness of
 * about 0.17, wets from about 0.65.
 */
const ON_WET: Record<"slick" | "intermediate" | "wet", readonly (readonly [number, number])[]> = {
  slick: [
    [0, 1],
    [0.08, 0.94],
    [0.3, 0.76],
    [0.6, 0.62],
    [1, 0.52],
  ],
  intermediate: [
    [0, 0.89],
    [0.3, 0.855],
    [0.6, 0.79],
    [1, 0.66],
  ],
  wet: [
    [0, 0.83],
    [0.3, 0.815],
    [0.6, 0.785],
    [1, 0.73],
  ],
};

/** Friction of a compound on a road of the given wetness, against a slick on a dry road. */
export function wetGrip({name}: Pick<Compound, "name">, wetness: number): number {
  const table = ON_WET[name === "intermediate" || name === "wet" ? name : "slick"];
  let i = 1;
  while (i < table.length - 1 && table[i][0] < wetness) i++;
  const [w0, g0] = table[i - 1];
  const [w1, g1] = table[i];
  return g0 + ((g1 - g0) * (Math.max(w0, Math.min(w1, wetness)) - w0)) / (w1 - w0);
}

function courseOf(sky: Sky, seed: number, duration: number): RainCourse {
  const draw = random(seed, 7000);
  const at = duration * (0.25 + 0.3 * draw.next());
  const much = 0.45 + 0.5 * draw.next();
  const ramp = Math.min(120, duration * 0.08);
  switch (sky) {
    case "dry":
      return [[0, 0]];
    case "wet":
      return [[0, 0.55 + 0.3 * draw.next()]];
    case "rain":
      return [
        [0, 0],
        [at, 0],
        [at + ramp, much],
      ];
    case "drying":
      return [
        [0, much],
        [0.4 * at, much],
        [0.4 * at + ramp, 0],
      ];
    case "changeable":
      return [
        [0, 0],
        [at, 0],
        [at + ramp, much],
        [at + ramp + 0.2 * duration, much],
        [at + 2 * ramp + 0.2 * duration, 0],
      ];
  }
}
