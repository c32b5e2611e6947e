import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import {createHeader, readHeader} from "../../../src/core/games/f1/header.js";
import {identify, Verdict} from "../../../src/core/games/f1/identify.js";
import {isSimulatedUid} from "../../../src/core/games/f1/simulatedUid.js";
import {readText} from "../../../src/core/games/f1/text.js";
import {F1Sender} from "../../../src/core/sim/f1Sender.js";
import {F1RaceSender} from "../../../src/core/sim/race/f1RaceSender.js";
import {Race} from "../../../src/core/sim/race/race.js";
import {Simulation} from "../../../src/core/sim/simulation.js";
import {dragForce, F1_CAR, rollingForce} from "../../../src/core/sim/vehicle.js";
import {count} from "../../support/long.js";
import {type Heard, listen} from "./drive.js";

const LAPS = count(2, 3);
const G = 9.80665;
const LENGTH = 5891;
const runs: [seed: number, heard: Heard][] = Array.from({length: count(1, 3)}, (_, i) => [
  i + 1,
  listen({seed: i + 1, laps: LAPS}),
]);

/** Frames of lap n after the line, as [first, last). */
function lapFrames({frames}: Heard, lap: number): [number, number] {
  const inLap = (i: number) => frames.currentLapNum[i] === lap && frames.lapDistance[i] >= 0;
  const first = frames.lapDistance.findIndex((_, i) => inLap(i));
  let last = first;
  while (last < frames.lapDistance.length && inLap(last)) last++;
  return [first, last];
}

describe.each(runs)("the datagrams of a simulated session, seed %i", (_, heard) => {
  const {frames, time, events} = heard;
  const n = time.length;
  const speed = Array.from({length: n}, (_, i) => Math.hypot(frames.worldVelocityX[i], frames.worldVelocityZ[i]));

  it("has laps of 1:25–1:30 at 300–325 km/h, 60–70 % at full throttle, for 1.9–2.5 kg of fuel", () => {
    for (let lap = 1; lap <= LAPS; lap++) {
      const [first, last] = lapFrames(heard, lap);
      const of = (name: string) => frames[name].slice(first, last);
      const full = of("throttle").filter((t) => t >= 0.98).length / (last - first);
      expect(full).toBeGreaterThan(0.6);
      expect(full).toBeLessThan(0.7);
      expect(Math.max(...of("speed"))).toBeGreaterThan(300);
      expect(Math.max(...of("speed"))).toBeLessThan(325);
      const fuel = frames.fuelInTank[first] - frames.fuelInTank[last];
      expect(fuel).toBeGreaterThan(1.9);
      expect(fuel).toBeLessThan(2.5);
      const lapTime = frames.lastLapTimeInMS[last];
      expect(lapTime).toBeGreaterThan(85_000);
      expect(lapTime).toBeLessThan(90_000);
    }
  });

  it("brakes and corners at up to 4–5.5 g, and takes known corners at credible speeds", () => {
    const [first] = lapFrames(heard, 1);
    expect(-Math.min(...frames.gForceLongitudinal)).toBeGreaterThan(4);
    expect(-Math.min(...frames.gForceLongitudinal)).toBeLessThan(5.6);
    const lateral = Math.max(...frames.gForceLateral.map(Math.abs));
    expect(lateral).toBeGreaterThan(4);
    expect(lateral).toBeLessThan(5.6);
    const slowest = (from: number, to: number) => {
      let least = Infinity;
      for (let i = first; i < n; i++) {
        if (frames.lapDistance[i] > from && frames.lapDistance[i] < to) least = Math.min(least, frames.speed[i]);
      }
      return least;
    };
    const corners: [string, number, number, number, number][] = [
      ["Village", 845, 940, 90, 120],
      ["The Loop", 995, 1110, 80, 110],
      ["Copse", 3000, 3195, 265, 300],
      ["Vale", 5480, 5555, 90, 130],
    ];
    for (const [name, from, to, least, most] of corners) {
      expect(slowest(from, to), name).toBeGreaterThan(least);
      expect(slowest(from, to), name).toBeLessThan(most);
    }
  });

  it("position follows velocity without jumps; speed is the length of the velocity", () => {
    let jump = 0;
    let miss = 0;
    for (let i = 1; i < n; i++) {
      const dx = frames.worldPositionX[i] - frames.worldPositionX[i - 1];
      const dz = frames.worldPositionZ[i] - frames.worldPositionZ[i - 1];
      const mean = (speed[i] + speed[i - 1]) / 2;
      jump = Math.max(jump, Math.abs(Math.hypot(dx, dz) * 60 - mean));
      miss = Math.max(miss, Math.abs(frames.speed[i] - speed[i] * 3.6));
    }
    expect(jump).toBeLessThan(0.1);
    expect(miss).toBeLessThan(0.51);
  });

  it("g-forces follow from the path: left positive, braking negative", () => {
    // over ±5 frames, to average over the simulation steps
    const r = 5;
    const worst = [0, 0];
    const meanAbs = [0, 0];
    for (let i = r; i < n - r; i++) {
      const dt = (2 * r) / 60;
      const ax = (frames.worldVelocityX[i + r] - frames.worldVelocityX[i - r]) / dt / G;
      const az = (frames.worldVelocityZ[i + r] - frames.worldVelocityZ[i - r]) / dt / G;
      let long = 0;
      let left = 0;
      for (let k = -r; k <= r; k++) {
        const weight = (Math.abs(k) === r ? 0.5 : 1) / (2 * r);
        const yaw = frames.yaw[i + k];
        const [f, l] = [frames.gForceLongitudinal[i + k], frames.gForceLateral[i + k]];
        long += weight * (f * Math.sin(yaw) + l * Math.cos(yaw));
        left += weight * (f * Math.cos(yaw) - l * Math.sin(yaw));
      }
      for (const [k, miss] of [Math.abs(long - ax), Math.abs(left - az)].entries()) {
        worst[k] = Math.max(worst[k], miss);
        meanAbs[k] += miss / n;
      }
    }
    expect(Math.max(...meanAbs)).toBeLessThan(0.03);
    expect(Math.max(...worst)).toBeLessThan(0.5);
  });

  it("axes are those of the games: yaw, forward and right agree, forward × up = right, steering opposite to lateral g", () => {
    for (let i = 0; i < n; i += 7) {
      const f = ["X", "Y", "Z"].map((axis) => frames[`worldForwardDir${axis}`][i] / 32767);
      const r = ["X", "Y", "Z"].map((axis) => frames[`worldRightDir${axis}`][i] / 32767);
      expect(Math.hypot(...f)).toBeCloseTo(1, 3);
      expect(Math.hypot(...r)).toBeCloseTo(1, 3);
      expect(f[0] * r[0] + f[1] * r[1] + f[2] * r[2]).toBeCloseTo(0, 3);
      expect(Math.cos(Math.atan2(f[0], f[2]) - frames.yaw[i])).toBeCloseTo(1, 5);
      // forward × (0, 1, 0) = (−f.z, 0, f.x) points right
      expect(-f[2] * r[0] + f[0] * r[2]).toBeGreaterThan(0.99);
      if (Math.abs(frames.gForceLateral[i]) > 1.5) {
        expect(Math.sign(frames.steer[i])).toBe(-Math.sign(frames.gForceLateral[i]));
      }
    }
  });

  it("distance only grows, from below 0 before the line; lap distance restarts at the line", () => {
    expect(frames.lapDistance[0]).toBeLessThan(-1000);
    const steps = frames.totalDistance.slice(1).map((distance, i) => distance - frames.totalDistance[i]);
    expect(Math.min(...steps)).toBeGreaterThan(0);
    expect(Math.max(...frames.lapDistance)).toBeLessThan(LENGTH + 1);
    for (let i = 1; i < n; i++) {
      const [before, now] = [frames.lapDistance[i - 1], frames.lapDistance[i]];
      if (frames.currentLapNum[i] === frames.currentLapNum[i - 1]) {
        if (!(now > before)) expect.fail(`frame ${i}: from ${before} m to ${now} m`);
      } else {
        expect(now).toBeLessThan(2);
        expect(before).toBeGreaterThan(LENGTH - 2);
      }
    }
  });

  it("lap data and history have the same times, sectors add up, and the line is crossed between two frames", () => {
    const {history} = heard;
    expect(history.numLaps[0]).toBe(LAPS + 1);
    for (let lap = 1; lap <= LAPS; lap++) {
      const [first, last] = lapFrames(heard, lap);
      const lapTime = frames.lastLapTimeInMS[last];
      const sectors = [1, 2, 3].map((k) => history[`lapHistorySector${k}TimeMSPart`][lap - 1]);
      expect(history.lapHistoryLapTimeInMS[lap - 1]).toBe(lapTime);
      expect(sectors[0] + sectors[1] + sectors[2]).toBe(lapTime);
      expect(frames.sector1TimeMSPart[last - 1]).toBe(sectors[0]);
      expect(frames.sector2TimeMSPart[last - 1]).toBe(sectors[1]);
      expect(frames.sector1TimeMSPart[first]).toBe(0);
      // the running time of the last frame, and of the first after the line, enclose the lap time
      const before = frames.currentLapTimeInMS[last - 1];
      expect(lapTime - before).toBeGreaterThanOrEqual(0);
      expect(lapTime - before).toBeLessThan(18);
      expect(frames.currentLapTimeInMS[first]).toBeLessThan(18);
      const boundary = (sector: number) =>
        frames.lapDistance.findIndex((_, i) => i >= first && frames.sector[i] === sector);
      expect(Math.abs(frames.lapDistance[boundary(1)] - 1813)).toBeLessThan(2);
      expect(Math.abs(frames.lapDistance[boundary(2)] - 4294)).toBeLessThan(2);
    }
  });

  it("energy balances within 1 %: work of the wheels against drag, rolling resistance, scrub and motion", () => {
    let work = 0;
    let gross = 0;
    let lost = 0;
    for (let i = 1; i < n; i++) {
      const v = (speed[i] + speed[i - 1]) / 2;
      const force = [0, 1, 2, 3].reduce((sum, w) => sum + (frames[`Long${w}`][i] + frames[`Long${w}`][i - 1]) / 2, 0);
      const scrub = [0, 1, 2, 3].reduce((sum, w) => {
        return sum + Math.abs(frames[`Lat${w}`][i] * Math.sin(frames[`Slip${w}`][i] / (w < 2 ? 0.9 : 1.1)));
      }, 0);
      const mass = F1_CAR.dryMass + frames.fuelInTank[i];
      work += (force * v) / 60;
      gross += (Math.abs(force) * v) / 60;
      lost += ((dragForce(F1_CAR, v) + rollingForce(F1_CAR, mass, v) + scrub) * v) / 60;
    }
    const energy = (i: number) => 0.5 * (F1_CAR.dryMass + frames.fuelInTank[i]) * speed[i] ** 2;
    expect(Math.abs(work - lost - (energy(n - 1) - energy(0))) / gross).toBeLessThan(0.01);
  });

  it("at full throttle the wheels get the power of engine and motor, within 1 % over the session", () => {
    let given = 0;
    let taken = 0;
    for (let i = 0; i < n; i++) {
      if (frames.throttle[i] < 1) continue;
      given += (frames.enginePowerICE[i] + frames.enginePowerMGUK[i]) * 0.95;
      taken += (frames.Long0[i] + frames.Long1[i]) * speed[i] * (1 + frames.Ratio0[i]);
    }
    expect(taken / given).toBeGreaterThan(0.99);
    expect(taken / given).toBeLessThan(1.01);
  });

  it("the battery stays between 0 and 4 MJ and deploys at most 4 MJ per lap", () => {
    expect(Math.min(...frames.ersStoreEnergy)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...frames.ersStoreEnergy)).toBeLessThanOrEqual(4e6);
    expect(Math.max(...frames.ersDeployedThisLap)).toBeLessThanOrEqual(4e6 + 2000);
    expect(Math.max(...frames.ersDeployedThisLap)).toBeGreaterThan(1e6);
  });

  it("gears reach the eighth and change by at most one per frame", () => {
    expect(Math.max(...frames.gear)).toBe(8);
    const jumps = frames.gear.slice(1).map((gear, i) => Math.abs(gear - frames.gear[i]));
    expect(Math.max(...jumps)).toBeLessThan(2);
    expect(Math.max(...frames.engineRPM)).toBeLessThan(13_000);
  });

  it("events are sent: start, speed traps, fastest laps, end", () => {
    const codes = events.map((event) => event.code);
    expect(codes[0]).toBe("SSTA");
    expect(codes.at(-1)).toBe("SEND");
    expect(events[0].frame).toBe(0);
    expect(events.at(-1)!.frame).toBe(0);
    expect(codes.filter((code) => code === "SPTP").length).toBe(LAPS + 1);
    const fastest = events.filter((event) => event.code === "FTLP").at(-1)!;
    const best = Math.min(...frames.lastLapTimeInMS.filter((ms) => ms > 0));
    expect(fastest.details.lapTime).toBeCloseTo(best / 1000, 4);
  });

  it("each packet has the game's rate", () => {
    const seconds = n / 60;
    for (const id of [0, 2, 6, 7, 13]) expect(heard.byId[id]).toBe(n);
    const rates: [id: number, perSecond: number][] = [
      [1, 2],
      [4, 0.2],
      [5, 2],
      [10, 10],
      [11, 2],
      [12, 2],
      [14, 1],
      [15, 1],
    ];
    for (const [id, rate] of rates) expect(Math.abs(heard.byId[id] - rate * seconds), `packet ${id}`).toBeLessThan(2.1);
  });

  it("the session is marked as simulated and has driver and track", () => {
    expect(readText(heard.participants.name as Uint8Array, 0, 32)).toBe("Simulated steady");
    expect(heard.participants.numActiveCars[0]).toBe(1);
    expect(heard.participants.raceNumber[1]).toBe(0);
    expect(heard.session.trackId[0]).toBe(7);
    expect(heard.session.trackLength[0]).toBe(LENGTH);
    expect(heard.session.sector2LapDistanceStart[0]).toBe(1813);
    expect(isSimulatedUid(heard.sender.uid[0])).toBe(true);
    expect(isSimulatedUid(0x584188ae)).toBe(false);
  });
});

describe("F1Sender", () => {
  const hash = (seed: number, frames?: number) => {
    const sender = new F1Sender(new Simulation({seed, laps: 1}), {start: 1e9, frames});
    const {batch} = sender;
    const sum = createHash("sha256");
    while (sender.fill()) {
      for (let i = 0; i < batch.count; i++) {
        sum.update(batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]));
        sum.update(`${batch.seconds[i]}.${batch.nanos[i]}`);
      }
    }
    return sum.digest("hex");
  };

  it("gives the same bytes and times for the same seed, however they are divided into batches, and others for another seed", () => {
    expect(hash(11)).toBe(hash(11));
    expect(hash(11, 1)).toBe(hash(11, 60));
    expect(hash(12)).not.toBe(hash(11));
  });

  it("writes datagrams that are accepted, in order of time, with consecutive frames", () => {
    const sender = new F1Sender(new Simulation({seed: 4, laps: 1}), {start: 1_772_373_600.75});
    const {batch} = sender;
    const header = createHeader();
    let before = 0;
    let frame = 0;
    let first = 0;
    for (let round = 0; round < 20 && sender.fill(); round++) {
      for (let i = 0; i < batch.count; i++) {
        expect(identify(batch.view, batch.offset[i], batch.length[i])).toBe(Verdict.ok);
        readHeader(batch.view, batch.offset[i], header);
        const arrival = (batch.seconds[i] - 1_772_373_600) * 1e9 + batch.nanos[i];
        first ||= arrival;
        expect(arrival).toBeGreaterThan(before);
        expect((arrival - first) / 1e9).toBeCloseTo(header.sessionTime, 2);
        before = arrival;
        expect(header.frame).toBe(header.overallFrame);
        expect(header.frame).toBeGreaterThanOrEqual(frame);
        frame = header.frame;
      }
    }
    expect(first).toBe(750_000_000);
  });
});

describe("sent frame by frame, slower than the game computes", () => {
  const simulation = () => new Simulation({seed: 1, laps: 1});
  const race = () => new Race({seed: 1, laps: 1, cars: 2});
  it.each([
    ["a car", () => new F1Sender(simulation(), {rate: 10})],
    ["a race", () => new F1RaceSender(race(), {rate: 10})],
  ])("%s: a frame without a packet does not end the session", (_, start) => {
    const [byFrame, bySecond] = [start(), start()];
    for (let frame = 0; frame < 60; frame++) expect(byFrame.fill(1)).toBe(true);
    bySecond.fill(60);
    expect(byFrame.datagrams).toBe(bySecond.datagrams);
  });
});
