import {describe, expect, it} from "vitest";
import type {DrivenLap} from "../../../src/core/laps/drivenLap.js";
import {placeLap} from "../../../src/core/laps/placeLap.js";
import {lineOfLap, lineOfTrack} from "../../../src/core/laps/placeLine.js";
import {random} from "../../../src/core/signal/random.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {against, BEAN, EIGHT, type MadeLap, madeLap, onlyRows, shareAt, timeAtShare} from "../../support/madeLaps.js";

/** Greatest difference between a comparison's delta and the closed forms', s, where both laps are on their way. */
function worst(lap: MadeLap, reference: MadeLap, deltaS: Float64Array, shareOf: (g: number) => number): number {
  let most = 0;
  for (let g = 0; g < deltaS.length; g += 7) {
    const share = shareOf(g);
    most = Math.max(most, Math.abs(deltaS[g] - (timeAtShare(lap, share) - timeAtShare(reference, share))));
  }
  return most;
}

/** Share of the lap at each grid point: the length of the closed form's path. */
function sharesOf(reference: MadeLap, lengthM: number, stepM: number): (g: number) => number {
  const {shape = BEAN} = reference;
  const count = 8000;
  const length = new Float64Array(count + 1);
  let [px, pz] = shape(0, 0);
  for (let i = 1; i <= count; i++) {
    const [x, z] = shape(i / count, 0);
    length[i] = length[i - 1] + Math.hypot(x - px, z - pz);
    [px, pz] = [x, z];
  }
  const scale = length[count] / lengthM;
  return (g) => {
    const metres = g * stepM * scale;
    let [low, high] = [0, count];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (length[middle] <= metres) low = middle;
      else high = middle;
    }
    return (low + (metres - length[low]) / (length[high] - length[low] || 1)) / count;
  };
}

describe("a delta on the reference's path", () => {
  const reference: MadeLap = {seconds: 80, swing: 0.4};
  const lap: MadeLap = {seconds: 80.7, swing: 0.3, from: 0.011};

  it("is that of the closed forms, everywhere", () => {
    const found = against(madeLap(lap), madeLap(reference));
    expect(found.alignment).toBe("reference path");
    expect(worst(lap, reference, found.deltaS, sharesOf(reference, found.lengthM, found.stepM))).toBeLessThan(0.001);
    expect([found.deltaAtLineMs!, found.measuredDifferenceMs!].map(Math.round)).toEqual([700, 700]);
  });

  it("is the same on a wide line", () => {
    const wide = {...lap, offset: (share: number) => 9 * Math.sin(Math.PI * share) ** 2};
    const found = against(madeLap(wide), madeLap(reference));
    expect(worst(lap, reference, found.deltaS, sharesOf(reference, found.lengthM, found.stepM))).toBeLessThan(0.02);
    expect([found.deltaAtLineMs!, found.measuredDifferenceMs!].map(Math.round)).toEqual([700, 700]);
    expect(Math.max(...found.position.offset)).toBeCloseTo(9, 1);
  });

  it("is within its uncertainty at 4 samples a second beside 60", () => {
    const slow = {...lap, hz: 4, from: 0.13};
    const found = against(madeLap(slow), madeLap(reference));
    const shares = sharesOf(reference, found.lengthM, found.stepM);
    let most = 0;
    for (let g = 5; g < found.deltaS.length; g += 5) {
      const truth = timeAtShare(lap, shares(g)) - timeAtShare(reference, shares(g));
      most = Math.max(most, Math.abs(found.deltaS[g] - truth) / found.errorS[g]);
    }
    expect(most).toBeLessThan(1);
    expect(Math.abs(found.measuredDifferenceMs! - 700)).toBeLessThan(found.uncertaintyMs!);
  });

  it("stays where a tenth of a second is lost in many places, and says how well it is known there", () => {
    const whole = against(madeLap(lap), madeLap(reference));
    const holed = against(
      onlyRows(madeLap(lap), (_, t) => t % 5 > 0.3),
      madeLap(reference),
    );
    const off = whole.deltaS.map((delta, g) => (g ? Math.abs(delta - holed.deltaS[g]) / holed.errorS[g] : 0));
    expect(Math.max(...off)).toBeLessThan(1);
    expect(Math.max(...holed.errorS)).toBeGreaterThan(1.5 * Math.max(...whole.errorS));
  });
});

describe("the check at the line", () => {
  const reference = madeLap();
  const made: MadeLap = {seconds: 80.7, swing: 0.3, from: 0.011};
  const check = (lap: DrivenLap, other = reference) => {
    const {measuredDifferenceMs, officialDifferenceMs, deltaAtLineMs} = against(lap, other);
    expect(deltaAtLineMs).toBeCloseTo(officialDifferenceMs!, 6);
    return Math.abs(measuredDifferenceMs! - officialDifferenceMs!);
  };

  it("is met within 1 ms by clean laps, without the official times", () => {
    expect(check(madeLap(made))).toBeLessThan(1);
    expect(check(madeLap({...made, offset: (u) => 6 * Math.sin(9 * u)}))).toBeLessThan(1);
  });

  it("is met within 10 ms with 1 % of the samples lost, and after an incident", () => {
    for (const seed of [1, 2, 3]) {
      const source = random(seed, 1);
      expect(check(onlyRows(madeLap(made), () => source.next() > 0.01))).toBeLessThan(10);
    }
    // 150 m beside the track for a while, slowly back
    const incident = madeLap({
      ...made,
      offset: (u) => (u > 0.4 && u < 0.46 ? 150 * Math.sin((Math.PI * (u - 0.4)) / 0.06) : 0),
    });
    expect(check(incident)).toBeLessThan(10);
  });

  it("shows a clock or an official time that does not belong to the samples", () => {
    const lap = madeLap(made);
    expect(check({...lap, lapTimeS: 80.66})).toBeCloseTo(40, -1);
  });
});

describe("placeLap(lap, line)", () => {
  it("places every sample of a lap on one of our circuits, at both ends exactly", () => {
    for (const id of ["monza", "spa"]) {
      const track = circuitTrack(CIRCUITS[id]);
      const line = lineOfTrack(track);
      const time = Float64Array.from({length: 600}, (_, i) => 0.05 + i / 10);
      const share = time.map((t) => t / 60);
      const at = (column: Float64Array, u: number) => {
        const p = (u * track.x.length) % track.x.length;
        const i = Math.floor(p);
        return column[i] + (p - i) * (column[(i + 1) % track.x.length] - column[i]);
      };
      const lap: DrivenLap = {
        ...{time, fromLine: true, lapTimeS: 60, alongPath: false},
        ...{x: share.map((u) => at(track.x, u)), z: share.map((u) => at(track.z, u))},
      };
      const {at: places, alignment, pinned, measured} = placeLap(lap, line);
      expect([alignment, pinned]).toEqual(["track line", true]);
      expect(Math.max(...places.map((s, i) => Math.abs(s - share[i] * track.lengthM)))).toBeLessThan(0.3);
      expect(measured.lapTimeS).toBeCloseTo(60, 3);
    }
  });

  it("follows the driven direction where a track crosses itself", () => {
    const [lap, reference] = [
      {shape: EIGHT, seconds: 61},
      {shape: EIGHT, seconds: 60, swing: 0},
    ];
    const found = against(madeLap({...lap, offset: () => 4}), madeLap(reference));
    expect(worst(lap, reference, found.deltaS, sharesOf(reference, found.lengthM, found.stepM))).toBeLessThan(0.03);
  });

  it("keeps the place that a spinning car had reached", () => {
    // 30 m back at half distance, and on again
    const lap = madeLap();
    const spun = {...lap, x: Float64Array.from(lap.x!), z: Float64Array.from(lap.z!), lapTimeS: 84};
    const time = Float64Array.from(lap.time, (t) => (t > 40 ? t + 4 : t));
    const row = lap.time.length >> 1;
    const back = Array.from({length: 240}, (_, i) => row - Math.round(25 * Math.sin((Math.PI * i) / 240)));
    const insert = (column: ArrayLike<number>, values: number[]) => {
      const own = Array.from(column);
      own.splice(row, 0, ...values);
      return Float64Array.from(own);
    };
    const whole: DrivenLap = {
      ...spun,
      time: insert(
        time,
        back.map((_, i) => time[row - 1] + (i + 1) / 60),
      ).sort(),
      x: insert(
        spun.x,
        back.map((i) => lap.x![i]),
      ),
      z: insert(
        spun.z,
        back.map((i) => lap.z![i]),
      ),
    };
    const found = against(whole, lap);
    const {at} = found.position;
    expect(at.every((s, i) => i === 0 || s >= at[i - 1])).toBe(true);
    expect(found.deltaS[100]).toBeCloseTo(0, 3);
    expect(found.deltaS[found.deltaS.length - 100]).toBeCloseTo(4, 2);
    expect(Math.abs(found.measuredDifferenceMs! - 4000)).toBeLessThan(10);
  });

  it("finds a car again that cut a corner, or went through the pit lane", () => {
    const lap = madeLap();
    const [a, b] = [timeAtShare({}, 0.3), timeAtShare({}, 0.36)];
    const from = BEAN(0.3, 0);
    const to = BEAN(0.36, 0);
    const cut = (column: ArrayLike<number>, k: 0 | 1) =>
      Float64Array.from(column, (v, i) => {
        const part = (lap.time[i] - a) / (b - a);
        return part > 0 && part < 1 ? from[k] + part * (to[k] - from[k]) : v;
      });
    const short = against({...lap, x: cut(lap.x!, 0), z: cut(lap.z!, 1)}, lap);
    expect(short.alignment).toBe("reference path");
    expect(Math.max(...short.deltaS.map(Math.abs))).toBeLessThan(1);
    expect(short.deltaS[Math.round(0.5 * short.deltaS.length)]).toBeCloseTo(0, 3);
    const pits = madeLap({
      offset: (u) => (u < 0.05 || u > 0.95 ? 32 : 32 * Math.exp(-((Math.min(u, 1 - u) - 0.05) * 80))),
    });
    const found = against(pits, lap);
    expect(found.alignment).toBe("reference path");
    expect(Math.max(...found.deltaS.map(Math.abs))).toBeLessThan(0.3);
    // far away for a while: the place is unknown there and right again after
    const far = madeLap({offset: (u) => (u > 0.4 && u < 0.46 ? 150 : 0)});
    const gone = against(far, lap);
    expect(gone.alignment).toBe("reference path");
    expect(Math.max(...gone.deltaS.map(Math.abs))).toBeLessThan(1.5);
    expect(gone.deltaS[Math.round(0.6 * gone.deltaS.length)]).toBeCloseTo(0, 3);
  });

  it("leaves out what a flashback took back", () => {
    const lap = madeLap();
    // from 30 s the car is back at 26 s, another line for these four seconds
    const rows = [...Array(1800).keys(), ...Array.from({length: lap.time.length - 1560}, (_, i) => 1560 + i)];
    const pick = (column: ArrayLike<number>) => Float64Array.from(rows, (i) => column[i]);
    const rewound = {...lap, time: pick(lap.time), x: pick(lap.x!), z: pick(lap.z!)};
    const found = against(rewound, lap);
    expect(Math.max(...found.deltaS.map(Math.abs))).toBeLessThan(1e-6);
    expect([...found.position.at.subarray(1560, 1800)].every(Number.isNaN)).toBe(true);
  });

  it("aligns another game's version of a circuit by its shape, and refuses another circuit with the reason", () => {
    const lap = madeLap({seconds: 81});
    const move = (x: number, z: number, sign: number) => [
      0.8 * x - 0.6 * z * sign + 3000,
      0.6 * x + 0.8 * z * sign - 900,
    ];
    for (const sign of [1, -1]) {
      const places = Array.from(lap.x!, (x, i) => move(x, lap.z![i], sign));
      const x = Float64Array.from(places, ([px]) => px);
      const z = Float64Array.from(places, ([, pz]) => pz);
      const found = against({...lap, x, z}, madeLap(), {sameCircuit: false});
      expect(found.because).toMatch(/by shape/);
      const shares = sharesOf({}, found.lengthM, found.stepM);
      expect(worst({seconds: 81}, {}, found.deltaS, shares)).toBeLessThan(0.05);
    }
    const other = against(madeLap({shape: EIGHT}), madeLap(), {sameCircuit: false});
    expect(other.alignment).toBe("none");
    expect(other.because).toMatch(/not the same circuit|no track of this length/);
    expect([...other.deltaS].every(Number.isNaN)).toBe(true);
    expect(other.deltaAtLineMs).toBeNull();
    const back = madeLap({shape: (u, offset) => BEAN(1 - u, offset)});
    const reversed = against(back, madeLap(), {sameCircuit: false});
    expect(reversed.alignment).toBe("none");
    expect(reversed.because).toBe("driven in the other direction");
  });

  it("names a start line elsewhere, and compares from the first shared place on", () => {
    const shifted = madeLap({shape: (u, offset) => BEAN(u + 0.02, offset), swing: 0});
    const found = against(shifted, madeLap({swing: 0}));
    expect(found.because).toMatch(/start line is \d+ m further on/);
    expect(found.officialDifferenceMs).toBeNull();
    expect(found.zeroAtM).toBeGreaterThan(30);
    const known = [...found.deltaS].filter((d) => !Number.isNaN(d));
    expect(known.length).toBeGreaterThan(0.95 * found.deltaS.length);
    expect(Math.max(...known.map(Math.abs))).toBeLessThan(0.01);
  });

  it("finds another game's start line hundreds of metres away, on either side", () => {
    for (const [ahead, words] of [
      [0.12, "further on"],
      [-0.12, "before this one"],
    ] as const) {
      const lap = madeLap({shape: (u, offset) => BEAN(u + ahead, offset), swing: 0});
      const x = Float64Array.from(lap.x!, (v) => v + 7000);
      const found = against({...lap, x}, madeLap({swing: 0}), {sameCircuit: false});
      expect(found.because).toMatch(new RegExp(`by shape.*start line is \\d{3} m ${words}`));
      const known = [...found.deltaS].filter((d) => !Number.isNaN(d));
      expect(known.length / found.deltaS.length).toBeGreaterThan(0.84);
      expect(Math.max(...known.map(Math.abs))).toBeLessThan(0.05);
    }
  });

  it("places a lap from a standing start, before its line or elsewhere", () => {
    const lap = madeLap({swing: 0});
    // 6 s on the grid, and away
    const time = Float64Array.from({length: lap.time.length + 360}, (_, i) => 0.004 + i / 60);
    const wait = (column: ArrayLike<number>) => Float64Array.from(time, (_, i) => column[Math.max(0, i - 360)]);
    const standing = {...lap, time, x: wait(lap.x!), z: wait(lap.z!), lapTimeS: 86};
    const found = against(standing, lap);
    expect([found.alignment, found.officialDifferenceMs, found.measuredDifferenceMs]).toEqual([
      "reference path",
      6000,
      null,
    ]);
    expect(found.deltaS[50]).toBeCloseTo(6, 2);
    expect(found.deltaS[3000]).toBeCloseTo(6, 2);
  });

  it("falls back to the lap fraction, then to the driven distance, and says why", () => {
    const bare = ({x, z, ...lap}: DrivenLap): DrivenLap => lap;
    const along = (made: MadeLap) => ({
      ...bare(madeLap(made)),
      alongPath: false,
      distance: Float64Array.from(madeLap(made).time, (t) => 3000 * shareAt(made, t)),
    });
    const [lap, reference] = [{seconds: 81, swing: 0.2}, {seconds: 80}];
    const fraction = against(along(lap), along(reference));
    expect([fraction.alignment, fraction.because]).toEqual(["lap fraction", "no line of the track"]);
    expect(worst(lap, reference, fraction.deltaS, (g) => g / 3000)).toBeLessThan(0.03);
    const distance = against(bare(madeLap({...lap, offset: () => 8})), bare(madeLap(reference)));
    expect(distance.alignment).toBe("distance");
    expect(distance.measuredDifferenceMs).toBeNull();
    expect(distance.deltaS[distance.deltaS.length - 1]).toBeCloseTo(1, 6);
    // the game's distances are found on the reference's path, where its own are
    const shares = sharesOf(reference, 1, 1);
    const whole = {...madeLap(reference), ...{alongPath: false, distance: along(reference).distance}};
    const ruled = against(along(lap), whole);
    expect([ruled.alignment, ruled.because]).toEqual(["lap fraction", "no positions"]);
    expect(worst(lap, reference, ruled.deltaS, (g) => shares((g / ruled.lengthM) * ruled.stepM))).toBeLessThan(0.005);
    const nothing = against({...bare(madeLap()), distance: undefined}, madeLap());
    expect([nothing.alignment, nothing.because]).toEqual(["none", "no positions; no distance"]);
  });

  it("compares a lap that is not finished with a whole one, and a whole one with a part of a lap", () => {
    const [whole, part] = [madeLap({seconds: 81}), {...onlyRows(madeLap(), (_, t) => t < 30), lapTimeS: null}];
    const running = against(part, whole);
    const end = running.deltaS.findIndex((d, g) => g > 9 && Number.isNaN(d));
    expect(end).toBeGreaterThan(1000);
    expect(running.deltaS[end - 1]).toBeCloseTo(-0.37, 1);
    const other = against(whole, part);
    expect(other.deltaS[other.deltaS.length - 20]).toBeCloseTo(0.37, 1);
    expect(other.deltaAtLineMs).toBeNull();
  });

  it("knows nothing of an empty lap, nor of a reference without samples", () => {
    const empty: DrivenLap = {time: new Float64Array(0), fromLine: false, lapTimeS: null, alongPath: true};
    expect(against(empty, madeLap()).position.at.length).toBe(0);
    expect([...against(madeLap(), empty).deltaS].every(Number.isNaN)).toBe(true);
    expect(lineOfLap(empty)).toBeUndefined();
  });
});
