import {random} from "../random.js";
import type {Compound} from "../tyres.js";

/** What the sky does: always dry, always wet, dry then rain, rain then dry, or as the seed says. */
export const SKIES = ["dry", "wet", "rain", "drying", "changeable"] as const;
export type Sky = (typeof SKIES)[number];

/** Rain 0–1 at given times, s; linear between. */
type Rain = readonly (readonly [time: number, rain: number])[];

const ROAD_DRY = 32; // °C
const ROAD_WET = 21;
/** s in which full rain soaks the road, and in which a dry sky dries it by a factor e */
const SOAKING = 200;
const DRYING = 420;

/** Rain, and how wet the road is. Wetness 0 is dry, 1 stands in puddles. */
export class Weather {
  rain = 0;
  wetness = 0;
  roadTemperature = ROAD_DRY;
  airTemperature = 21;
  private readonly course: Rain;

  /** `duration`: about how long the race lasts, s: changes come within it. */
  constructor(sky: Sky, seed: number, duration: number) {
    this.course = courseOf(sky, seed, duration);
    this.rain = this.rainAt(0);
    this.wetness = this.rain > 0.05 ? Math.min(0.8, this.rain) : 0;
    this.settle(1e9);
  }

  /** Rain, 0–1, at a time, s: what a perfect forecast says. */
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

  /** The games' number: clear, light cloud, overcast, light rain, heavy rain. */
  get id(): number {
    return weatherId(this.rain);
  }

  private settle(dt: number): void {
    const goal = ROAD_DRY - (ROAD_DRY - ROAD_WET) * Math.min(1, 1.5 * Math.max(this.wetness, this.rain));
    this.roadTemperature += (goal - this.roadTemperature) * (1 - Math.exp(-dt / 240));
  }
}

/** The games' number of a weather with so much rain, 0–1. */
export function weatherId(rain: number): number {
  if (rain > 0.55) return 4;
  if (rain > 0.02) return 3;
  return 0;
}

/** Friction of a wet road against a dry one: [wetness, factor], linear between. Crossovers at about 0.17 and 0.65. */
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

/** Friction that a compound finds on a road of a wetness, against a slick on a dry one. */
export function wetGrip({name}: Pick<Compound, "name">, wetness: number): number {
  const table = ON_WET[name === "intermediate" || name === "wet" ? name : "slick"];
  let i = 1;
  while (i < table.length - 1 && table[i][0] < wetness) i++;
  const [w0, g0] = table[i - 1];
  const [w1, g1] = table[i];
  return g0 + ((g1 - g0) * (Math.max(w0, Math.min(w1, wetness)) - w0)) / (w1 - w0);
}

function courseOf(sky: Sky, seed: number, duration: number): Rain {
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
