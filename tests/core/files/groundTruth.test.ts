import {readdirSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {readCsvTable} from "../../../src/core/files/csv/csvTable.js";
import type {ImportedCar} from "../../../src/core/files/importedLog.js";
import {readIbt} from "../../../src/core/files/iracing/ibtFile.js";
import {readLd} from "../../../src/core/files/motec/ldFile.js";
import {readLdx} from "../../../src/core/files/motec/ldx.js";
import {groundTruth, readShared, sharedBytes} from "../../support/logFiles.js";
import {sharedData} from "../../support/sharedData.js";
import {readBroadcastMap} from "../../support/trackLines.js";

/** Every figure that ground-truth.json states of the files that other tools wrote; what is compared elsewhere is named. */
const here = sharedData() !== undefined;
const max = (values: Float64Array, from = 0, end = values.length) =>
  values.subarray(from, end).reduce((most, v) => (v > most ? v : most), Number.NEGATIVE_INFINITY);
const min = (values: Float64Array) => values.reduce((least, v) => (v < least ? v : least), Number.POSITIVE_INFINITY);
const count = (values: Float64Array, is: (v: number) => boolean) => values.reduce((n, v) => n + Number(is(v)), 0);
const pathLength = ({columns: {worldX: x, worldY: y, worldZ: z}}: ImportedCar) => {
  let sum = 0;
  for (let i = 1; i < x.length; i++) sum += Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1], z[i] - z[i - 1]);
  return sum;
};
const worldOf = ({x, z}: {x: Float64Array; z: Float64Array}) => ({worldX: x, worldY: x.map(() => 0), worldZ: z});
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

describe.skipIf(!here)("ACC", () => {
  it.each(["P010", "P029", "P043"])("the study's %s has its rows, columns, metres, times and top speeds", (name) => {
    const path = `acc/laguna-seca-study/${name}.csv.gz`;
    const truth = groundTruth(path);
    const table = readCsvTable(sharedBytes(path));
    expect([table.rows, table.columns.length]).toEqual([truth.rows, truth.columns]);
    const {log, session} = readShared(path);
    expect(session.laps).toHaveLength(truth.laps.length);
    session.laps.forEach(({topSpeedKmh, lapTimeMs}, i) => {
      const {distM, rows, calcLapTimeMaxS, topSpeedKmh: top} = truth.laps[i];
      const {first, end} = log.cars[0].laps[i];
      const metres = log.cars[0].columns.lapDistance.subarray(first, end);
      expect([min(metres), max(metres)].map((m, k) => Math.abs(m - distM[k]) <= 1)).toEqual([true, true]);
      expect(Math.abs(end - first - rows)).toBeLessThanOrEqual(1);
      expect(Math.abs(topSpeedKmh! - top)).toBeLessThan(0.051);
      // the running time of the lap's last row; a row is a metre
      expect(lapTimeMs! / 1000 - calcLapTimeMaxS).toBeGreaterThanOrEqual(-0.001);
      expect(lapTimeMs! / 1000 - calcLapTimeMaxS).toBeLessThan(0.05);
    });
  });

  it("the CSV of i2 has its duration, rate, columns, laps and top speed", () => {
    const path = "acc/motec-csv/acc_gt3_20hz_two_laps.csv.gz";
    const truth = groundTruth(path);
    const table = readCsvTable(sharedBytes(path));
    expect([table.rows, table.columns.length]).toEqual([truth.rows, truth.columns]);
    const {log, session} = readShared(path);
    const {columns, laps, rows} = log.cars[0];
    expect(rounded(columns.sessionTime[rows - 1] - columns.sessionTime[0], 1)).toBe(truth.durationS);
    expect(rounded((rows - 1) / truth.durationS, 1)).toBe(truth.hz);
    expect(rounded(max(columns.speedKmh), 1)).toBe(truth.topSpeedKmh);
    const whole = laps.filter(({complete}) => complete);
    const starts = [...whole, laps.at(-1)!].map(({first}) => columns.sessionTime[first]);
    expect(starts.map((s) => rounded(s, 2))).toEqual(truth.lapStartsS);
    session.laps
      .filter(({complete}) => complete)
      .forEach(({lapTimeMs}, i) => {
        expect(Math.abs(lapTimeMs! / 1000 - truth.fullLapsS[i])).toBeLessThanOrEqual(0.05);
      });
  });

  it("a MoTeC log has its event, day, channels, rates, speeds and metres", () => {
    const path = "acc/motec/Kyalami-audi_r8_lms_evo-1-2021.12.07-17.59.12.ld.gz";
    const truth = groundTruth(path);
    const ld = readLd(sharedBytes(path));
    const rates: Record<string, number> = {};
    for (const {rate} of ld.channels) rates[rate] = (rates[rate] ?? 0) + 1;
    expect([ld.channels.length, rates]).toEqual([truth.channels, truth.rates]);
    // what is told as the event stands where most files have it; in this one that block is the vehicle's
    expect([ld.venue, ld.vehicle, ld.date, ld.time]).toEqual([truth.venue, truth.event, truth.date, truth.time]);
    const speed = ld.channels.find(({name}) => name === "SPEED")!;
    expect([speed.rate, speed.count]).toEqual([truth.speedHz, truth.speedSamples]);
    const {session} = readShared(path);
    expect(session.session.durationS).toBeCloseTo(truth.durationS, 0);
    expect(session.session.startedAt.slice(0, 19)).toBe("2021-12-07T17:59:12");
    expect(session.laps[0].topSpeedKmh).toBeCloseTo(truth.topSpeedKmh, 1);
  });

  it("a MoTeC log of Kyalami was driven for less than a lap, from the pits: it holds no whole one", () => {
    const path = "acc/motec/Kyalami-audi_r8_lms_evo-1-2021.12.07-17.59.12.ld.gz";
    const truth = groundTruth(path);
    const map = readBroadcastMap(sharedBytes("acc/broadcast-track-maps/kyalami.bin.gz"));
    const {log, session} = readShared(path);
    const {speedKmh, rpm, lapDistance, yawRate, sessionTime} = log.cars[0].columns;
    const driven = lapDistance[lapDistance.length - 1];
    expect(max(rpm)).toBe(truth.maxRpm);
    expect(Math.abs(driven / truth.distanceM - 1)).toBeLessThan(1e-3);
    expect(driven).toBeLessThan(pathLength({columns: {...worldOf(map.path)}} as unknown as ImportedCar));
    // it stands in the pits at first, and the beacon never marks a crossing
    expect(speedKmh.findIndex((v) => v > 3)).toBeGreaterThan(40 * 60);
    expect(readLd(sharedBytes(path)).channels.some(({name}) => name === "LAP_BEACON")).toBe(true);
    expect(session.laps.map(({complete, lapTimeMs}) => [complete, lapTimeMs])).toEqual([[false, null]]);
    // the car has turned once round the circuit: 360° and the way out of the pit lane
    let turned = 0;
    for (let i = 1; i < yawRate.length; i++) turned += yawRate[i] * (sessionTime[i] - sessionTime[i - 1]);
    expect(Math.abs(turned) / (2 * Math.PI)).toBeLessThan(1.2);
  });

  it("the live shared memory has its duration, interval, laps and positions on the lap", () => {
    const path = "acc/shared-memory-csv/live_unit_test_laguna_seca.csv.gz";
    const truth = groundTruth(path);
    const {log} = readShared(path);
    const {columns, rows, laps} = log.cars[0];
    const {sessionTime} = columns;
    expect(rows).toBe(truth.rows);
    expect(sessionTime[rows - 1] - sessionTime[0]).toBeCloseTo(truth.durationS, 1);
    const steps = sessionTime
      .subarray(1)
      .map((s, i) => s - sessionTime[i])
      .sort();
    expect(steps[steps.length >> 1]).toBeCloseTo(truth.medianIntervalS, 3);
    // the count of completed laps stays 0, though the line is crossed once
    expect([truth.completedLaps, laps.length]).toEqual([["0"], 2]);
    const table = readCsvTable(sharedBytes(path));
    const position = table.columns.find(({values}) => Math.abs(values[0] - truth.normPos[0]) < 1e-4);
    expect(position?.values.at(-1)).toBeCloseTo(truth.normPos[1], 3);
  });

  it("a MoTeC log of a real car has its event, day, channels, laps and top speed", () => {
    const path = "acc/motec/motec-sample1-calder-2005.ld.gz";
    const truth = groundTruth(path);
    const ld = readLd(sharedBytes(path));
    expect([ld.venue, ld.event, ld.date, ld.time]).toEqual([truth.venue, truth.event, truth.date, truth.time]);
    expect(ld.channels.length + ld.unread.length).toBe(truth.channels);
    const {session} = readShared(path);
    expect(session.laps.filter(({complete}) => complete).map(({lapTimeMs}) => lapTimeMs! / 1000)).toEqual(truth.laps);
  });

  it.each(here ? readdirSync(sharedData("acc/motec")!).filter((name) => name.endsWith(".ldx")) : [])(
    "%s has its markers and details",
    (name) => {
      const truth = groundTruth(`acc/motec/${name}`);
      const {beacons, details} = readLdx(sharedBytes(`acc/motec/${name}`));
      expect([beacons.length, details]).toEqual([truth.beacons, truth.details]);
      expect(beacons.map((s) => rounded(s, 3))).toEqual(truth.beaconSeconds.map((s: number) => rounded(s, 3)));
      const between = beacons.slice(1).map((s, i) => rounded(s - beacons[i], 3));
      expect(between).toEqual(truth.lapSecondsBetweenBeacons);
    },
  );
});

describe.skipIf(!here)("Assetto Corsa", () => {
  it("an app's laps have their samples, times, pits and top speeds", () => {
    const path = "assetto-corsa/pdata-json/brands_hatch_indy_practice_3_laps.json.gz";
    const truth = groundTruth(path);
    const {log, session} = readShared(path);
    expect([log.track.name, log.cars[0].team, log.type]).toEqual([truth.track, truth.car, "practice"]);
    for (const [i, told] of truth.laps.entries()) {
      const lap = session.laps[i];
      expect([lap.lap, lap.pit, lap.lapTimeMs]).toEqual([told.lap, told.pit, told.lapTimeMs]);
      // where the lap's time falls, the first sample is the lap before's last
      expect(lap.samples).toBe(told.samples - (told.lapTimeMonotone === false ? 1 : 0));
      if (told.topSpeedKmh === null) expect(lap.topSpeedKmh).toBeNull();
      else expect(lap.topSpeedKmh).toBeCloseTo(told.topSpeedKmh, 2);
    }
    expect(log.report.notes.filter((note) => note.includes("2 of 1915 metres have no sample"))).toHaveLength(2);
  });

  it("the shared memory's CSV has its rows, columns, laps, sectors and top speeds", () => {
    const path = "assetto-corsa/shared-memory-csv/telemetry_2025-09-13_16-18-26.csv.gz";
    const truth = groundTruth(path);
    const table = readCsvTable(sharedBytes(path));
    expect([table.rows, table.columns.length]).toEqual([truth.rows, truth.columns]);
    const {log, session} = readShared(path);
    // the rows before the line stand for themselves, the count of laps does not tell them apart
    const [before, first, second, last] = session.laps;
    expect(before.samples + first.samples).toBe(truth.laps[0].rows);
    expect([second.samples, last.samples]).toEqual([truth.laps[1].rows, truth.laps[2].rows]);
    [first, second, last].forEach((lap, i) => {
      const told = truth.laps[i];
      expect(lap.lapTimeMs).toBe(told.lapTimeMs);
      expect(lap.topSpeedKmh).toBeCloseTo(told.topSpeedKmh, 2);
      const sectors = [lap.sector1Ms, lap.sector2Ms, lap.sector3Ms].filter((ms) => ms !== null);
      expect(sectors).toEqual(told.sectorsMs);
    });
    const timer = log.cars[0].columns.currentLapTimeMs;
    expect([timer[0], timer[before.samples + first.samples - 1]]).toEqual(truth.laps[0].iCurrentTimeMs);
    expect(max(log.cars[0].columns.speedKmh)).toBeCloseTo(truth.topSpeedKmh, 2);
  });

  it("the lap log has its rows, last lap, top speed and path", () => {
    const path = "assetto-corsa/udp-lap-log/imola_corvette_c7r_lap_0.tsv.gz";
    const truth = groundTruth(path);
    const {log, session} = readShared(path);
    expect([log.cars[0].rows, session.laps[0].lapTimeMs]).toEqual([truth.rows, truth.lastLapTimeS * 1000]);
    expect(session.laps[0].topSpeedKmh).toBeCloseTo(truth.topSpeedKmh, 2);
    expect(Math.abs(pathLength(log.cars[0]) / truth.pathLengthM - 1)).toBeLessThan(1e-3);
  });

  it("the demo has its laps and frames", () => {
    const path = "assetto-corsa/synthetic-seed-demo/purple-sector-demo-v1.json.gz";
    const laps = readShared(path).session.laps.map(({lap, samples: frames, lapTimeMs}) => ({lap, frames, lapTimeMs}));
    expect(laps).toEqual(groundTruth(path).laps.map(({profile: _, ...lap}: {profile: string; lap: number}) => lap));
  });
});

describe.skipIf(!here)("F1 games", () => {
  const AUSTRIA = ["lap_2_65911ms", "oneshotquali_lap_4_incomplete", "timetrial_lap_3_69190ms"];
  it.each(AUSTRIA)("Austria's %s has its samples, metres, speeds, revs, gears, DRS and pedals", (name) => {
    const path = `f1-laps/f1-23_austria_tt/${name}.json.gz`;
    const truth = groundTruth(path);
    const {log, session} = readShared(path);
    const {columns, rows, laps} = log.cars[0];
    expect([laps[0].lap, laps[0].lapTimeMs ?? 0, rows]).toEqual([truth.lapNumber, truth.lapTimeMs, truth.samples]);
    expect([min(columns.speedKmh), max(columns.speedKmh)]).toEqual([truth.minSpeedKmh, truth.topSpeedKmh]);
    expect(max(columns.rpm)).toBe(truth.maxRpm);
    expect([...new Set(columns.gear)].sort((a, b) => a - b)).toEqual(truth.gears);
    expect(count(columns.drs, (v) => v > 0)).toBe(truth.drsSamples);
    expect(count(columns.throttle, (v) => v >= 0.99)).toBe(truth.fullThrottleSamples);
    expect(count(columns.brake, (v) => v > 0.05)).toBe(truth.brakingSamples);
    expect(session.laps[0].braking! * rows).toBeCloseTo(truth.brakingSamples, 6);
    const timer = columns.currentLapTimeMs;
    expect([timer[0], timer[rows - 1]]).toEqual(truth.firstLastLapTimeMs);
    const metres = columns.lapDistance;
    expect([metres[0], metres[rows - 1]].map((m) => rounded(m, 3))).toEqual(truth.distance);
    expect(count(metres, Number.isFinite)).toBe(rows);
    expect([...metres].filter((m, i) => i > 0 && m < metres[i - 1])).toHaveLength(truth.backwardDistanceSteps);
    expect(session.laps[0].topSpeedKmh).toBe(truth.topSpeedKmh);
  });

  it.each(["player_79782ms", "rival_pace_78758ms"])(
    "Melbourne's %s has its sectors, metres, speeds and path",
    (name) => {
      const path = `f1-laps/f1-25_melbourne_tt/${name}.json.gz`;
      const truth = groundTruth(path);
      const {log, session} = readShared(path);
      const [lap] = session.laps;
      const {columns, rows} = log.cars[0];
      expect([lap.lapTimeMs, rows, log.track.lengthM]).toEqual([truth.lapTimeMs, truth.samples, truth.trackLength]);
      expect([lap.sector1Ms, lap.sector2Ms, lap.sector3Ms]).toEqual(truth.sectorsMs);
      expect([columns.lapDistance[0], columns.lapDistance[rows - 1]].map((m) => rounded(m, 1))).toEqual(truth.distance);
      expect(lap.topSpeedKmh).toBe(truth.topSpeedKmh);
      if (truth.maxRpm)
        expect([max(columns.rpm), max(columns.speedKmh)]).toEqual([truth.maxRpm, truth.maxSpeedInSamples]);
      if (truth.pathLengthM) expect(pathLength(log.cars[0])).toBeCloseTo(truth.pathLengthM, 0);
      // every channel of the file is used, or it is said why not
      const told = [...log.report.used, ...log.report.unused].map(({from}) => from).join(" ");
      for (const channel of truth.channels) if (channel !== "t") expect(told).toContain(channel);
    },
  );

  it("the session with flashbacks has its rows, valid ones, metres and top speed", () => {
    const path = "f1-laps/f1-2019_demo/quix-demo-data.csv.gz";
    const truth = groundTruth(path);
    const table = readCsvTable(sharedBytes(path));
    expect(table.rows).toBe(truth.rows);
    const {log} = readShared(path);
    const {columns} = log.cars[0];
    expect(max(columns.speedKmh)).toBe(truth.topSpeedKmh);
    const steps = columns.sessionTime
      .subarray(1)
      .map((s, i) => s - columns.sessionTime[i])
      .sort();
    expect(Math.round(steps[steps.length >> 1] * 1000)).toBe(truth.medianIntervalMs);
    // the game's count stays 1 through all restarts, by which the parts are numbered
    const counts = table.columns.find(({name}) => name === "LapNumber")!.values;
    expect([...new Set(counts)].filter(Number.isFinite).map(String)).toEqual(truth.laps);
    const [, superseded, rows, lost] = /(\d+) of (\d+) rows were superseded.*?, (\d+) have no distance/.exec(
      log.report.notes.join(),
    )!;
    expect(Number(rows)).toBe(truth.rows);
    expect(log.cars[0].rows).toBe(truth.rows - Number(superseded) - Number(lost));
    const {words, codes} = table.columns.find(({name}) => name === "LapValidity")!.words!;
    const valid = words.indexOf("Valid") + 1;
    expect(codes.filter((code) => code === valid)).toHaveLength(truth.validRows);
    const [least, most] = truth.lapDistance;
    expect([min(columns.lapDistance) >= least - 1e-3, max(columns.lapDistance)]).toEqual([
      true,
      expect.closeTo(most, 3),
    ]);
  });

  it("a race has every driver's place in the file, best lap, times and sectors, and the session's facts", () => {
    const path = "f1-laps/f1-25_sessions/race-spa-2026-01-26-22-14-52.json.gz";
    const truth = groundTruth(path);
    const {log, session} = readShared(path);
    expect([log.gameVersion, log.track.name, log.type]).toEqual([String(truth.packetFormat), truth.track, "race"]);
    expect(log.track.lengthM).toBe(truth.trackLength);
    expect(log.cars.map(({driver}) => driver).sort()).toEqual(Object.keys(truth.drivers).sort());
    expect(Math.max(...session.laps.map(({lap}) => lap))).toBe(truth.totalLaps);
    for (const [name, {bestLapMs, lapsMs, sectorsMs}] of Object.entries<Record<string, never>>(truth.drivers)) {
      const laps = session.laps.filter(({driver}) => driver === name);
      expect(Math.min(...laps.map(({lapTimeMs}) => lapTimeMs!))).toBe(bestLapMs);
      expect(laps.map(({lapTimeMs}) => lapTimeMs)).toEqual(lapsMs);
      expect(laps.map((l) => [l.sector1Ms, l.sector2Ms, l.sector3Ms])).toEqual(sectorsMs);
    }
    for (const [key, column] of [
      ["lap", "lapTimeMs"],
      ["s1", "sector1Ms"],
      ["s2", "sector2Ms"],
      ["s3", "sector3Ms"],
    ] as const) {
      const best = session.laps.reduce((a, b) => ((b[column] ?? Infinity) < (a[column] ?? Infinity) ? b : a));
      const told = {driver: best.driver, lap: best.lap, ms: best[column]};
      expect(told).toEqual(truth.fastest[key]);
    }
  });
});

describe.skipIf(!here)("other games", () => {
  it("a dashboard's laps have their times, samples and top speeds", () => {
    const path = "other-sims/gt7/broad_bean_time_trial_4laps.json.gz";
    const told = readShared(path).session.laps.map((l) => ({
      ...{number: l.lap, lapTimeMs: l.lapTimeMs, samples: l.samples, topSpeedKmh: rounded(l.topSpeedKmh!, 2)},
    }));
    expect(told.reverse()).toEqual(groundTruth(path).laps);
  });

  const CHIEF = ["session_1692949947_ams2_monza_bmw_m4_gt4", "session_1694266648_iracing_okayama_mx5"];
  it.each(CHIEF)("Crew Chief's %s has its game, car, track, rows, laps and top speed", (name) => {
    const path = `other-sims/crewchief-csv/${name}.csv.gz`;
    const truth = groundTruth(path);
    const {log, session} = readShared(path);
    expect([log.game, log.cars[0].team, log.cars[0].rows]).toEqual([truth.game, truth.car, truth.rows]);
    expect(log.track.name).toBe(truth.track.replace(":", " "));
    expect(log.type.replace(" ", "")).toBe(truth.session.toLowerCase());
    expect(rounded(max(log.cars[0].columns.speedKmh), 1)).toBe(truth.topSpeedKmh);
    expect(session.laps.map(({lap, samples, lapTimeMs}) => [lap, samples, lapTimeMs])).toEqual(
      truth.laps.map(({lap, rows, lapTimeS}: {lap: number; rows: number; lapTimeS: number | null}) => [
        ...[lap, rows, lapTimeS !== null && lapTimeS > 0 ? Math.round(lapTimeS * 1000) : null],
      ]),
    );
    for (const [i, {valid}] of truth.laps.entries()) if (valid !== null) expect(session.laps[i].valid).toBe(valid);
  });

  it("iRacing's log has its variables and records", () => {
    const path = "other-sims/iracing/spielberg_w13_6s.ibt.gz";
    const truth = groundTruth(path);
    const bytes = sharedBytes(path);
    const ibt = readIbt(bytes);
    expect([bytes.length, ibt.rate, ibt.variables.length, ibt.records]).toEqual([
      ...[truth.bytes, truth.tickRate, truth.variables, truth.records],
    ]);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect([view.getInt32(0, true), view.getInt32(36, true)]).toEqual([truth.version, truth.recordBytes]);
    expect(readShared(path).log.cars[0].rows).toBe(truth.records);
  });
});

describe.skipIf(!here)("a day of real Formula 1", () => {
  const DAY = "real-f1/2026_bahrain_test/practice_3/";
  it.each(["ANT", "HAM", "RUS", "VER"])(
    "%s's laps have their times, sectors, samples, metres and top speeds",
    (driver) => {
      const folder = `${DAY}${driver}/`;
      const names = readdirSync(sharedData(folder)!).filter((name) => name.endsWith("_tel.json.gz"));
      const {log, session} = readShared(
        `${folder}laptimes.json`,
        names.map((name) => folder + name),
      );
      const truth = groundTruth(`${folder}laptimes.json`);
      expect(session.laps).toHaveLength(truth.laps);
      expect(session.laps.filter(({lapTimeMs}) => lapTimeMs !== null)).toHaveLength(truth.timedLaps);
      const best = session.laps.find(({lap}) => lap === truth.best.lap)!;
      const seconds = [best.lapTimeMs, best.sector1Ms, best.sector2Ms, best.sector3Ms].map((ms) => ms! / 1000);
      expect(seconds).toEqual([truth.best.timeS, truth.best.s1, truth.best.s2, truth.best.s3]);
      expect(session.session.best).toMatchObject({lap: truth.best.lap, lapTimeMs: truth.best.timeS * 1000});
      expect(names.length).toBeGreaterThan(0);
      const {columns, laps} = log.cars[0];
      for (const name of names) {
        const told = groundTruth(folder + name);
        const row = session.laps.find(({lap}) => lap === Number.parseInt(name, 10))!;
        const {first, end} = laps.find(({lap}) => lap === row.lap)!;
        expect([name, row.samples]).toEqual([name, told.samples]);
        expect(row.topSpeedKmh).toBeCloseTo(told.topSpeedKmh, 1);
        expect(rounded(columns.lapDistance[end - 1], 1)).toBe(told.distanceM);
        expect(rounded(columns.currentLapTimeMs[end - 1] / 1000, 3)).toBe(told.timeS);
        expect(first).toBeLessThan(end);
      }
    },
  );
});
