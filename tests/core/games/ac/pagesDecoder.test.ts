import {describe, expect, it} from "vitest";
import type {SessionEvent} from "../../../../src/core/archive/types.js";
import {GRAVITY} from "../../../../src/core/channels/gravity.js";
import type {TelemetryRow} from "../../../../src/core/channels/telemetryRow.js";
import {rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {acPages} from "../../../../src/core/games/ac/game.js";
import {AC_GRAPHICS, ACC_GRAPHICS} from "../../../../src/core/games/ac/graphicsPage.js";
import {PageReader} from "../../../../src/core/games/ac/pageReader.js";
import {AC_PHYSICS, ACC_PHYSICS} from "../../../../src/core/games/ac/physicsPage.js";
import {readStatic} from "../../../../src/core/games/ac/staticFacts.js";
import {ACC_STATIC} from "../../../../src/core/games/ac/staticPage.js";
import {type FieldValue, type Struct, writeStruct} from "../../../../src/core/games/ac/struct.js";
import type {RowSink, SessionFacts} from "../../../../src/core/games/game.js";
import {AcPagesWriter, type AcPagesWriterOptions} from "../../../../src/core/sim/games/acPagesWriter.js";
import {TYRE_RADIUS} from "../../../../src/core/sim/games/physicsValues.js";
import {RaceSession} from "../../../../src/core/sim/games/raceSession.js";
import type {SimSession} from "../../../../src/core/sim/games/simSession.js";
import {Race} from "../../../../src/core/sim/race/race.js";
import {begun, Drive} from "../../../support/acDrive.js";
import {Listener, MemoryPages} from "../../../support/acPages.js";

/** A session through shared memory: physics and polls at 50 Hz, graphics at 25 Hz. */
function play(
  session: SimSession,
  options: AcPagesWriterOptions = {},
  during: (game: AcPagesWriter) => void = () => {},
) {
  const memory = new MemoryPages();
  const game = new AcPagesWriter(session, memory, options);
  const reader = new PageReader(memory);
  const listener = new Listener(acPages());
  game.begin();
  for (let i = 0; !session.done; i++) {
    session.advance(i / 50);
    during(game);
    game.physics();
    if (i % 2 === 0) game.graphics();
    for (const datagram of reader.poll(session.time)) listener.take(datagram, 1e9 + session.time);
  }
  return {reader, listener, sessions: listener.end()};
}

type Fields = Partial<Record<string, FieldValue>>;

/** The last row of a short drive, by channel. `physics`, `graphics`: values that the simulator does not have. */
function lastRow(session: SimSession, options: AcPagesWriterOptions = {}, physics: Fields = {}, graphics: Fields = {}) {
  const layouts: Struct[] = options.game === "acc" ? [ACC_PHYSICS, ACC_GRAPHICS] : [AC_PHYSICS, AC_GRAPHICS];
  const memory = new MemoryPages();
  const game = new AcPagesWriter(session, memory, options);
  const reader = new PageReader(memory);
  game.begin();
  let row: TelemetryRow = new Float64Array();
  const sink: RowSink = {row: (_, told) => (row = told.slice()), facts() {}, lap() {}, event() {}, lost() {}};
  const decoder = acPages().decoder(sink);
  const from = session.time;
  for (let i = 0; i < 50; i++) {
    session.advance(from + (i + 1) / 100);
    game.step();
    writeStruct(layouts[0], new DataView(memory.pages.get("physics")!.buffer), physics);
    writeStruct(layouts[1], new DataView(memory.pages.get("graphics")!.buffer), graphics);
    for (const bytes of reader.poll(i / 100)) decoder.datagram(new DataView(bytes.buffer), 0, bytes.length, i / 100);
  }
  return {get: (channel: string) => row[rowIndex(channel)], each: session.cars[options.player ?? 0]};
}

/** A race of four cars in its first lap; each of its readers goes on from where the one before has ended. */
const racing = new RaceSession(new Race({seed: 3, cars: 4, laps: 1, track: "spielberg", incidents: 0}));
racing.advance(24);

for (const game of ["ac", "acc"] as const) {
  for (const options of [{sectorLag: true}, game === "ac" ? {sectorLag: false} : {sectorsFromLine: true}]) {
    describe(`a drive through the pages of ${game} with ${JSON.stringify(options)}`, () => {
      it("has the game's laps, sectors and top speed, and is marked as simulated", () => {
        const laps = game === "ac" && options.sectorLag ? 2 : 1;
        const drive = new Drive({laps});
        let fastest = 0;
        const {sessions, listener, reader} = play(drive.session, {game, ...options}, () => {
          fastest = Math.max(fastest, drive.car.car.v * 3.6);
        });
        expect(sessions).toHaveLength(1);
        expect(sessions[0].simulated).toBe(true);
        expect([...listener.reasons.keys()]).toEqual(["ok"]);
        expect(reader.torn).toBe(0);
        const told = sessions[0].laps.map(({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms, complete}) => ({
          ...{lap, lapTimeMs, complete},
          sectors: [sector1Ms, sector2Ms, sector3Ms],
        }));
        expect(told).toEqual([
          {lap: 0, lapTimeMs: null, complete: false, sectors: [null, null, null]},
          ...drive.timing.laps.map(({lap, lapTimeMs, sectorTimesMs}) => ({
            ...{lap, lapTimeMs, complete: true, sectors: sectorTimesMs},
          })),
          {lap: laps + 1, lapTimeMs: null, complete: false, sectors: [null, null, null]},
        ]);
        const top = Math.max(...sessions[0].laps.map(({topSpeedKmh}) => topSpeedKmh ?? 0));
        expect(top).toBeCloseTo(fastest, 3);
        const samples = sessions[0].laps.reduce((sum, lap) => sum + lap.samples, 0);
        expect(Math.abs(samples - 50 * drive.time)).toBeLessThan(3);
      });
    });
  }
}

describe("the rows of a page", () => {
  it("of Assetto Corsa have the catalogue's channels, wheels and signs", () => {
    const {each, get} = lastRow(racing, {player: 2});
    const {car} = each;
    expect(get("speedKmh")).toBeCloseTo(car.v * 3.6, 4);
    expect([get("gear"), get("rpm"), get("position")]).toEqual([car.gear, Math.round(car.rpm), each.position]);
    expect([get("worldX"), get("worldZ")].map(Math.fround)).toEqual([car.x, car.z].map(Math.fround));
    // all four wheels differ in a race
    for (const [w, wheel] of ["Rl", "Rr", "Fl", "Fr"].entries()) {
      expect(get(`tyrePressure${wheel}Psi`)).toBeCloseTo(car.tyres.pressure(w), 4);
      expect(get(`brakeTemp${wheel}C`)).toBeCloseTo(car.tyres.brake[w], 3);
      expect(get(`tyreSurfaceTemp${wheel}C`)).toBeCloseTo(car.tyres.surface[w], 3);
      expect(get(`verticalForce${wheel}`)).toBeCloseTo(car.loads.wheel[w], 2);
      expect(get(`wheelSpeed${wheel}`) / car.v).toBeCloseTo(1 + car.slipRatio[w], 1);
    }
    // in the catalogue lateral g is positive to the right, yaw rate to the left
    expect(get("gLateral") * GRAVITY).toBeCloseTo(-car.v * car.courseRate, 0);
    expect(get("yawRate")).toBeCloseTo(car.yawRate, 5);
    expect(get("gLongitudinal") * GRAVITY).toBeCloseTo(car.along, 0);
    expect(get("brakeBiasPercent")).toBe(55);
    expect(get("lapDistance")).toBeCloseTo(car.lapPosition, 1);
    // fields that were never written
    for (const channel of ["fuelMass", "clutchPercent", "yaw", "slipRatioRl", "lapInvalid", "waterTempC", "absActive"])
      expect(get(channel)).toBeNaN();
    expect([get("fuelLitres"), get("ersCharge")].map(Math.fround)).toEqual(
      [car.fuel / 0.75, car.ers.store / car.ers.parameters.capacity].map(Math.fround),
    );
    expect([get("tyresOffTrack"), get("trackTempC"), get("airDensity")]).toEqual([0, 32, expect.closeTo(1.2, 6)]);
  });

  it("of Assetto Corsa have three tread temperatures, ride heights, camber, boost and the delta to the best lap", () => {
    const told = {
      ...{rideHeight: [0.05, 0.0625], turboBoost: 0.75, performanceMeter: -0.5, wheelSlip: [0.5, 1, 1.5, 2]},
      ...{tyreTempI: [90, 91, 92, 93], tyreTempM: [85, 86, 87, 88], tyreTempO: [80, 81, 82, 83]},
      camberRAD: [-0.0625, -0.125, 0.25, 0.5],
    };
    const {get} = lastRow(racing, {}, told, {surfaceGrip: 0.98});
    const wheels = (name: (w: string) => string) => ["Rl", "Rr", "Fl", "Fr"].map((w) => get(name(w)));
    expect(wheels((w) => `tyreTreadInnerTemp${w}C`)).toEqual([92, 93, 90, 91]);
    expect(wheels((w) => `tyreTreadOuterTemp${w}C`)).toEqual([82, 83, 80, 81]);
    expect(wheels((w) => `tyreSurfaceTemp${w}C`)).toEqual([87, 88, 85, 86]);
    expect(wheels((w) => `camber${w}`)).toEqual([0.25, 0.5, -0.0625, -0.125]);
    expect(wheels((w) => `wheelSlip${w}`)).toEqual([1.5, 2, 0.5, 1]);
    expect([get("rideHeightFront"), get("rideHeightRear")]).toEqual([expect.closeTo(50, 5), 62.5]);
    expect([get("turboBoostBar"), get("deltaToBestMs"), get("trackGrip")]).toEqual([
      ...[0.75, -500, expect.closeTo(0.98, 6)],
    ]);
  });

  it("of ACC have brake pressures by the car's coefficients, aids and gaps", () => {
    const physics = {
      ...{waterTemp: 88, absInAction: 1, numberOfTyresOut: 1, brakePressure: [0.5, 0.25, 1, 2], fuel: 20},
      ...{padLife: [28, 27, 26, 25], discLife: [31.5, 31, 30.5, 30]},
    };
    const graphics = {
      ...{gapBehind: 4321, TC: 3, TCCUT: 2, ABS: 4, EngineMap: 1, exhaustTemperature: 412, fuelEstimatedLaps: 6.5},
      ...{windSpeed: 2.5, windDirection: 1.25, iBestTime: 90_000, iDeltaLapTime: 250, isDeltaPositive: 0},
    };
    const of = (carModel: string) => lastRow(racing, {game: "acc", carModel}, physics, graphics).get;
    const get = of("porsche_991_gt3_r");
    // 7.1497 bar front, 6.7715 rear, from the appendix of the game's document
    expect(["Rl", "Rr", "Fl", "Fr"].map((w) => get(`brakePressure${w}Bar`))).toEqual([
      ...[6.7715, 2 * 6.7715, 0.5 * 7.1497, 0.25 * 7.1497],
    ]);
    expect([get("brakePadRlMm"), get("brakeDiscFrMm"), get("waterTempC")]).toEqual([26, 31, 88]);
    expect([get("absActive"), get("tcActive"), get("tyresOffTrack")]).toEqual([1, 0, 1]);
    expect([get("absLevel"), get("tcLevel"), get("tcCutLevel"), get("engineMap")]).toEqual([4, 3, 2, 1]);
    expect([get("deltaToBestMs"), get("bestLapTimeMs"), get("deltaToBehindMs")]).toEqual([-250, 90_000, 4321]);
    expect([get("windSpeed"), get("windDirection"), get("exhaustTempC")]).toEqual([2.5, 1.25, 412]);
    expect([get("fuelLitres"), get("fuelRemainingLaps")]).toEqual([20, 6.5]);
    for (const channel of ["rideHeightFront", "camberRl", "airDensity", "trackGrip"]) expect(get(channel)).toBeNaN();
    // a car without published coefficients
    expect(of("ferrari_296_gt3")("brakePressureRlBar")).toBeNaN();
  });

  it("of ACC have position by car id, validity and the gap to the car in front", () => {
    const {each, get} = lastRow(racing, {game: "acc", player: 3});
    const {car} = each;
    expect([get("worldX"), get("worldZ")].map(Math.fround)).toEqual([car.x, car.z].map(Math.fround));
    for (const [w, wheel] of ["Rl", "Rr", "Fl", "Fr"].entries())
      expect(get(`slipRatio${wheel}`)).toBeCloseTo(car.slipRatio[w], 6);
    expect(get("lapInvalid")).toBe(0);
    if (each.position > 1) expect(get("deltaToFrontMs")).toBe(Math.round(each.gapAheadMs));
    expect(get("lapDistance")).toBeCloseTo(car.lapPosition, 0);
    for (const channel of ["verticalForceRl", "wheelSpeedFl", "drs"]) expect(get(channel)).toBeNaN();
    // brake bias with the car's offset; none for a car that is not in the list
    expect(get("brakeBiasPercent")).toBeNaN();
    expect(lastRow(racing, {game: "acc", carModel: "bmw_m4_gt3"}).get("brakeBiasPercent")).toBe(41);
  });

  it("of an older version have no channels beyond the end of its page", () => {
    const {get, each} = lastRow(racing, {physicsBytes: 312, version: "1.6.2"});
    expect(get("tyrePressureRlPsi")).toBeCloseTo(each.car.tyres.pressure(0), 4);
    for (const channel of ["brakeTempRlC", "localVelocityZ", "brakeBiasPercent"]) expect(get(channel)).toBeNaN();
  });
});

describe("pages written at the published offsets", () => {
  it("physics, graphics and static page of Assetto Corsa", () => {
    const session = racing;
    const memory = new MemoryPages();
    const game = new AcPagesWriter(session, memory, {player: 1});
    game.begin();
    game.step();
    const {car, timing, lapMs, position} = session.cars[1];
    const view = (page: "physics" | "graphics" | "static") => new DataView(memory.pages.get(page)!.buffer);
    const [physics, graphics, still] = [view("physics"), view("graphics"), view("static")];
    const floats = (at: number, n: number) => Array.from({length: n}, (_, i) => physics.getFloat32(at + 4 * i, true));
    // front left, front right, rear left, rear right; the catalogue begins at the rear
    const ordered = (of: ArrayLike<number>) => [of[2], of[3], of[0], of[1]].map(Math.fround);
    expect(physics.getInt32(16, true)).toBe(car.gear + 1);
    expect(physics.getFloat32(28, true)).toBe(Math.fround(3.6 * car.v));
    expect(floats(72, 4)).toEqual(ordered(car.loads.wheel));
    expect(floats(88, 4)).toEqual(ordered([0, 1, 2, 3].map((w) => car.tyres.pressure(w))));
    expect(floats(152, 4)).toEqual(ordered(car.tyres.inner));
    expect(floats(348, 4)).toEqual(ordered(car.tyres.brake));
    expect(floats(104, 1)[0] * TYRE_RADIUS).toBeCloseTo(car.v, -1);
    expect([132, 136, 140].map((at) => graphics.getInt32(at, true))).toEqual([timing.laps.length, position, lapMs]);
    expect(graphics.getFloat32(248, true)).toBe(Math.fround(car.lapPosition / timing.lengthM));
    const text = (from: DataView, at: number) => {
      let out = "";
      for (let i = at; from.getUint16(i, true) !== 0; i += 2) out += String.fromCharCode(from.getUint16(i, true));
      return out;
    };
    expect(text(graphics, 12)).toMatch(/^0:1\d:\d\d\d$/);
    expect(text(still, 134)).toBe("spielberg");
    expect([still.getInt32(64, true), still.getInt32(400, true)]).toEqual([4, 3]);
    expect(still.getFloat32(520, true)).toBe(4318);
  });
});

describe("the game of a static page", () => {
  const gameOf = (values: Partial<Record<keyof typeof ACC_STATIC.at, string | number>>) => {
    const view = new DataView(new ArrayBuffer(ACC_STATIC.bytes));
    writeStruct(ACC_STATIC, view, {carModel: "new_car", track: "somewhere", ...values});
    return readStatic(view)?.game;
  };

  it("is recognised by fields that only one game fills, else by the version of the shared memory", () => {
    expect(gameOf({trackSPlineLength: 4318, smVersion: "1.7", acVersion: "1.16.4"})).toBe("ac");
    expect(gameOf({carModel: "bmw_m4_gt3"})).toBe("acc");
    expect(gameOf({dryTyresName: "DHF2023"})).toBe("acc");
    expect(["1.7", "1.8", "1.9", "1.10", "2.0", "", "x"].map((smVersion) => gameOf({smVersion}))).toEqual([
      ...["ac", "acc", "acc", "acc", "acc", "ac", "ac"],
    ]);
    // text that ACC left in a bridge's file does not decide
    expect(gameOf({trackSPlineLength: 4318, dryTyresName: "DHF2023", smVersion: "1.7"})).toBe("ac");
    expect(gameOf({carModel: "", track: ""})).toBeUndefined();
  });
});

describe("the laps of the pages", () => {
  it("of a race begin on the grid, where the timer stays at 0 until lights out", () => {
    for (const game of ["ac", "acc"] as const) {
      const session = new RaceSession(new Race({seed: 3, cars: 2, laps: 1, track: "spielberg", incidents: 0}));
      const {sessions} = play(session, {game, player: 1});
      const [{lapTimeMs}] = session.cars[1].timing.laps;
      expect(sessions).toMatchObject([{type: "race", drivers: [{name: "Driver 02"}]}]);
      expect(sessions[0].laps.map((row) => [row.lap, row.lapTimeMs, row.complete])).toEqual([
        [1, lapTimeMs, true],
        [2, null, false],
      ]);
    }
  });

  it("are invalid when ACC reports it before the line", () => {
    const drive = new Drive({laps: 1});
    const {sessions} = play(drive.session, {game: "acc"}, () => {
      if (drive.timing.started && drive.timing.laps.length === 0 && drive.time > 20) drive.timing.valid = false;
    });
    expect(sessions[0].laps.map(({lap, valid}) => [lap, valid])).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
  });

  it("of ACC have weather, temperatures, penalties and tyre sets", () => {
    const told: SessionEvent[] = [];
    const facts: Partial<SessionFacts>[] = [];
    const memory = new MemoryPages();
    const {session, car} = begun();
    Object.assign(session, {rain: 0.02});
    const game = new AcPagesWriter(session, memory, {game: "acc", carModel: "bmw_m4_gt3"});
    const reader = new PageReader(memory);
    const decoder = acPages().decoder({
      ...{row() {}, lap() {}, lost() {}},
      facts: (known) => facts.push(known),
      event: (event) => told.push(event),
    });
    for (let i = 0; i < 6; i++) {
      if (i === 0) game.begin();
      car.penaltySeconds = i > 2 ? 5 : 0;
      car.stops = i > 3 ? 1 : 0;
      game.step();
      for (const bytes of reader.poll(i)) decoder.datagram(new DataView(bytes.buffer), 0, bytes.length, i);
    }
    expect(told).toEqual([
      {code: "penalty", sessionTime: 3, car: 0, details: {penalty: 14}},
      {code: "tyre set", sessionTime: 4, car: 0, details: {set: 2}},
    ]);
    expect(facts).toMatchObject([
      {
        ...{game: "Assetto Corsa Competizione", type: "hotlap", weather: "drizzle", airTempC: 21, trackTempC: 32},
        ...{simulated: false, drivers: [{name: "Simulated steady", team: "BMW M4 GT3 2021"}]},
        track: {name: "Red Bull Ring", lengthM: 4318},
      },
    ]);
  });

  it("abandoned in the pits have their own numbers, and the next counted lap has the right time", () => {
    let away = 0;
    const drive = new Drive({laps: 2});
    const {timing, car} = drive;
    const {sessions} = play(drive.session, {}, () => {
      // in the middle of lap 2 the car is moved to the pits; the timer restarts, the count stays
      if (timing.laps.length === 1 && away === 0 && timing.sector === 1) {
        away = drive.time;
        timing.lapStartMs = Math.round(1000 * drive.time);
        car.lapMs = 0;
      }
      car.location = away > 0 && drive.time - away < 3 ? "box" : "road";
    });
    const times = sessions[0].laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs]);
    const [first, second] = timing.laps;
    expect(times).toEqual([
      [0, null],
      [1, first.lapTimeMs],
      [2, null],
      [3, second.lapTimeMs],
      [4, null],
    ]);
  });

  it("begin another session when the count falls, the session type changes or the game is started again", () => {
    const restart = (change: (game: AcPagesWriter, drive: Drive) => unknown) => {
      const drive = new Drive();
      const {laps} = drive.timing;
      for (let lap = 1; lap <= 3; lap++) laps.push({lap, lapTimeMs: 1, sectorTimesMs: [1, 1, 1], valid: false});
      const memory = new MemoryPages();
      const listener = new Listener(acPages());
      const reader = new PageReader(memory);
      const game = new AcPagesWriter(drive.session, memory);
      for (let i = 0; i < 400; i++) {
        if (i === 200) change(game, drive);
        drive.step();
        game.begin();
        game.step();
        for (const datagram of reader.poll(i / 100)) listener.take(datagram, i / 100);
      }
      return listener.end().map(({laps, track}) => [laps.reduce((sum, {samples}) => sum + samples, 0), track.name]);
    };
    const whole = [
      [200, "spielberg"],
      [200, "spielberg"],
    ];
    expect(restart((_, {timing}) => timing.laps.splice(0))).toEqual(whole);
    expect(restart((_, {session}) => Object.assign(session, {kind: "race"}))).toEqual(whole);
    expect(restart((game) => Object.assign(game, {physicsId: 0, graphicsId: 0}))).toEqual(whole);
    expect(restart((game) => Object.assign(game.options, {track: "imola"}))).toEqual([
      [200, "spielberg"],
      [199, "imola"],
    ]);
    expect(restart(() => {})).toHaveLength(1);
  });

  it("have no rows in a replay or a pause", () => {
    const drive = new Drive({laps: 1});
    const {sessions} = play(drive.session, {}, (game) => {
      game.status = drive.time % 40 < 10 ? 1 : 2;
    });
    const samples = sessions[0].laps.reduce((sum, lap) => sum + lap.samples, 0);
    expect(samples).toBeLessThan(0.8 * 50 * drive.time);
    expect(sessions).toHaveLength(1);
  });
});
