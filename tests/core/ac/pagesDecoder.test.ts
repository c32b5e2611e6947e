import {describe, expect, it} from "vitest";
import {writeFields} from "../../../src/core/ac/layout.js";
import {acPages} from "../../../src/core/ac/pagesDecoder.js";
import {readStatic} from "../../../src/core/ac/staticFacts.js";
import {ACC_STATIC} from "../../../src/core/ac/staticPage.js";
import type {SessionEvent} from "../../../src/core/archive/types.js";
import type {TelemetryRow} from "../../../src/core/live/messages.js";
import {rowIndex} from "../../../src/core/live/messages.js";
import {PageReader} from "../../../src/core/sources/pageReader.js";
import type {RowSink, SessionFacts} from "../../../src/core/sources/source.js";
import {Drive} from "../../support/acDrive.js";
import {AcGame, type AcGameOptions} from "../../support/acGame.js";
import {Listener, MemoryPages} from "../../support/acPages.js";

/** Laps through shared memory: physics and polls at 50 Hz, graphics at 25 Hz. */
function play(options: AcGameOptions = {}, during: (game: AcGame, drive: Drive) => void = () => {}, laps = 2) {
  const drive = new Drive({laps}, options.session === 2);
  const memory = new MemoryPages();
  const game = new AcGame(memory, options);
  const reader = new PageReader(memory);
  const listener = new Listener(acPages());
  game.static(drive.simulation.circuit.lengthM);
  for (let i = 0; !drive.done; i++) {
    const state = drive.step();
    during(game, drive);
    if (i % 2) continue;
    game.physics(state);
    if (i % 4 === 0) game.graphics(state);
    for (const datagram of reader.poll(state.timeMs / 1000)) listener.take(datagram, 1e9 + state.timeMs / 1000);
  }
  return {drive, reader, listener, sessions: listener.end()};
}

/** The last row of a short drive, by channel. */
function lastRow(options: AcGameOptions = {}, version?: string) {
  const drive = new Drive();
  const memory = new MemoryPages();
  const game = new AcGame(memory, options);
  const reader = new PageReader(memory);
  game.static(drive.simulation.circuit.lengthM, version);
  let row: TelemetryRow = new Float64Array();
  const sink: RowSink = {row: (_, told) => (row = told.slice()), facts() {}, lap() {}, event() {}, lost() {}};
  const decoder = acPages().decoder(sink);
  let state = drive.step();
  for (let i = 0; i < 50; i++) {
    state = drive.step();
    game.graphics(state);
    game.physics(state);
    for (const bytes of reader.poll(i / 100)) decoder.datagram(new DataView(bytes.buffer), 0, bytes.length, i / 100);
  }
  return {state, get: (channel: string) => row[rowIndex(channel)]};
}

for (const game of ["ac", "acc"] as const) {
  for (const sectorLag of game === "ac" ? [true, false] : [true]) {
    describe(`a drive through the pages of ${game}, sector index ${sectorLag ? "a step late" : "in step"}`, () => {
      it("has the game's own laps, sectors and top speed", () => {
        const laps = game === "ac" && sectorLag ? 2 : 1;
        const {drive, sessions, listener, reader} = play({game, sectorLag}, undefined, laps);
        expect(sessions).toHaveLength(1);
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
        const fastest = Math.max(...sessions[0].laps.map(({topSpeedKmh}) => topSpeedKmh ?? 0));
        // every second state is told
        expect(drive.topSpeedKmh - fastest).toBeLessThan(0.5);
        const samples = sessions[0].laps.reduce((sum, lap) => sum + lap.samples, 0);
        expect(Math.abs(samples - drive.simulation.steps / 2)).toBeLessThan(3);
      });
    });
  }
}

describe("the rows of a page", () => {
  it("of the older game have the catalogue's channels, wheels and signs", () => {
    const {state, get} = lastRow();
    expect(get("speedKmh")).toBeCloseTo(state.speedKmh, 4);
    expect([get("gear"), get("rpm")]).toEqual([state.gear, state.rpm]);
    expect([get("worldX"), get("worldY"), get("worldZ")].map(Math.fround)).toEqual(
      [state.x, 1.5, state.z].map(Math.fround),
    );
    expect(["Rl", "Rr", "Fl", "Fr"].map((w) => get(`tyrePressure${w}Psi`))).toEqual([28, 29, 26, 27]);
    expect(["Rl", "Rr", "Fl", "Fr"].map((w) => get(`brakeTemp${w}C`))).toEqual([320, 330, 300, 310]);
    expect(get("verticalForceRl")).toBe(3200);
    // accG is positive to the left, the catalogue to the right
    expect([get("gLateral"), get("gLongitudinal")]).toEqual([-0.5, -0.25]);
    expect(get("brakeBiasPercent")).toBe(64);
    expect(get("wheelSpeedFl")).toBeCloseTo(state.speedKmh / 3.6, 3);
    expect(get("lapDistance")).toBeCloseTo(state.share * state.lengthM, 1);
    // nobody told of these
    for (const channel of ["fuelMass", "clutchPercent", "yaw", "slipRatioRl", "lapInvalid", "waterTempC", "absActive"])
      expect(get(channel)).toBeNaN();
  });

  it("of the older game have the tread in three, ride heights, fuel in litres and what is around the car", () => {
    const {get} = lastRow();
    const wheels = (name: (w: string) => string) => ["Rl", "Rr", "Fl", "Fr"].map((w) => get(name(w)));
    expect(wheels((w) => `tyreTreadInnerTemp${w}C`)).toEqual([92, 93, 90, 91]);
    expect(wheels((w) => `tyreTreadOuterTemp${w}C`)).toEqual([82, 83, 80, 81]);
    expect(wheels((w) => `tyreSurfaceTemp${w}C`)).toEqual([87, 88, 85, 86]);
    expect(wheels((w) => `camber${w}`)).toEqual([0.25, 0.5, -0.0625, -0.125]);
    expect(wheels((w) => `wheelSlip${w}`)).toEqual([1.5, 2, 0.5, 1]);
    expect([get("rideHeightFront"), get("rideHeightRear")]).toEqual([expect.closeTo(50, 5), 62.5]);
    expect([get("fuelLitres"), get("turboBoostBar"), get("ersCharge"), get("tyresOffTrack")]).toEqual([
      20, 0.75, 0.5, 0,
    ]);
    expect([get("airTempC"), get("trackTempC"), get("airDensity")]).toEqual([expect.closeTo(21.4, 5), 33, 1.25]);
    expect([get("deltaToBestMs"), get("trackGrip")]).toEqual([-500, expect.closeTo(0.98, 6)]);
  });

  it("of the newer game have brakes by the car's coefficients, aids, and gaps", () => {
    const {get} = lastRow({game: "acc", carModel: "porsche_991_gt3_r"});
    // 7.1497 bar in front, 6.7715 behind, as the appendix of the game's document has it
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
    // of a car whose coefficients nobody published
    expect(lastRow({game: "acc", carModel: "ferrari_296_gt3"}).get("brakePressureRlBar")).toBeNaN();
  });

  it("of the newer game have its own: position by car id, bias with the car's offset, validity", () => {
    const {state, get} = lastRow({game: "acc"});
    expect([get("worldX"), get("worldZ")].map(Math.fround)).toEqual([state.x, state.z].map(Math.fround));
    expect(get("brakeBiasPercent")).toBe(50);
    expect(get("slipRatioRl")).toBeCloseTo(0.03, 6);
    expect([get("lapInvalid"), get("deltaToFrontMs")]).toEqual([0, 1234]);
    expect(get("lapDistance")).toBeCloseTo(state.share * 4318, 0);
    for (const channel of ["verticalForceRl", "wheelSpeedFl", "drs"]) expect(get(channel)).toBeNaN();
    const unknown = lastRow({game: "acc", carModel: "a_later_car"});
    expect(unknown.get("brakeBiasPercent")).toBeNaN();
  });

  it("of an older version leave out what its page does not reach to", () => {
    const {get} = lastRow({physicsBytes: 312}, "1.6.2");
    expect(get("tyrePressureRlPsi")).toBe(28);
    for (const channel of ["brakeTempRlC", "localVelocityZ", "brakeBiasPercent"]) expect(get(channel)).toBeNaN();
  });
});

describe("the game of a static page", () => {
  const gameOf = (values: Partial<Record<keyof typeof ACC_STATIC.at, string | number>>) => {
    const view = new DataView(new ArrayBuffer(ACC_STATIC.bytes));
    writeFields(ACC_STATIC, view, {carModel: "new_car", track: "somewhere", ...values});
    return readStatic(view)?.game;
  };

  it("is told by what only one of the two fills, else by the version of the layout", () => {
    expect(gameOf({trackSPlineLength: 4318, smVersion: "1.7", acVersion: "1.16.4"})).toBe("ac");
    expect(gameOf({carModel: "bmw_m4_gt3"})).toBe("acc");
    expect(gameOf({dryTyresName: "DHF2023"})).toBe("acc");
    expect(["1.7", "1.8", "1.9", "1.10", "2.0", "", "x"].map((smVersion) => gameOf({smVersion}))).toEqual([
      ...["ac", "acc", "acc", "acc", "acc", "ac", "ac"],
    ]);
    // what the newer game left in a bridge's file does not decide
    expect(gameOf({trackSPlineLength: 4318, dryTyresName: "DHF2023", smVersion: "1.7"})).toBe("ac");
    expect(gameOf({carModel: "", track: ""})).toBeUndefined();
  });
});

describe("the laps of the pages", () => {
  it("of a race begin at the lights, and the crossing from the grid is no new lap", () => {
    const {sessions} = play({session: 2}, undefined, 1);
    expect(sessions[0].type).toBe("race");
    expect(sessions[0].laps.map(({lap}) => lap)).toEqual([1, 2]);
    expect(sessions[0].laps[0].complete).toBe(true);
  });

  it("are invalid when the newer game says so before the line", () => {
    const {sessions} = play(
      {game: "acc"},
      (game, {timing, simulation}) => {
        game.valid = !(timing.laps.length === 0 && simulation.time > 20);
      },
      1,
    );
    expect(sessions[0].laps.map(({lap, valid}) => [lap, valid])).toEqual([
      [0, true],
      [1, false],
      [2, true],
    ]);
  });

  it("of the newer game come with weather, temperatures, penalties and sets of tyres", () => {
    const told: SessionEvent[] = [];
    const facts: Partial<SessionFacts>[] = [];
    const memory = new MemoryPages();
    const game = new AcGame(memory, {game: "acc"});
    const reader = new PageReader(memory);
    const decoder = acPages().decoder({
      ...{row() {}, lap() {}, lost() {}},
      facts: (known) => facts.push(known),
      event: (event) => told.push(event),
    });
    const state = new Drive().step();
    for (let i = 0; i < 6; i++) {
      if (i === 0) game.static(0);
      game.penalty = i > 2 ? 7 : 0;
      game.tyreSet = i > 3 ? 5 : 4;
      game.graphics(state);
      game.physics(state);
      for (const bytes of reader.poll(i)) decoder.datagram(new DataView(bytes.buffer), 0, bytes.length, i);
    }
    expect(told).toEqual([
      {code: "penalty", sessionTime: 3, car: 0, details: {penalty: 7}},
      {code: "tyre set", sessionTime: 4, car: 0, details: {set: 5}},
    ]);
    expect(facts).toMatchObject([
      {
        ...{game: "Assetto Corsa Competizione", type: "practice", weather: "drizzle", airTempC: 21, trackTempC: 33},
        drivers: [{name: "Ada Lovelace", team: "BMW M4 GT3 2021"}],
        track: {name: "Red Bull Ring", lengthM: 4318},
      },
    ]);
  });

  it("given up for the pits have numbers of their own, and the next counted one its right time", () => {
    let away = 0;
    const {sessions, drive} = play(
      {},
      (game, {timing, simulation}) => {
        // in the middle of lap 2 the car is put into the pits; the timer starts again, the count stands
        if (timing.laps.length === 1 && away === 0 && timing.sector === 1) {
          away = simulation.steps;
          timing.lapStartMs = Math.round(1000 * simulation.time);
        }
        game.isInPit = away > 0 && simulation.steps - away < 300;
      },
      2,
    );
    const times = sessions[0].laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs]);
    const [first, second] = drive.timing.laps;
    expect(times).toEqual([
      [0, null],
      [1, first.lapTimeMs],
      [2, null],
      [3, second.lapTimeMs],
      [4, null],
    ]);
  });

  it("begin another session when the count falls, the kind changes or the game starts anew", () => {
    const restart = (change: (game: AcGame) => void) => {
      const drive = new Drive();
      const memory = new MemoryPages();
      const listener = new Listener(acPages());
      const reader = new PageReader(memory);
      let game = new AcGame(memory);
      for (let i = 0; i < 400; i++) {
        if (i === 0) game.completedLaps = 3;
        if (i === 200) change(game);
        if (i === 200 && game.physicsId < 0) game = new AcGame(memory, {session: 0});
        const state = drive.step();
        game.static(4000);
        game.graphics(state);
        game.physics(state);
        for (const datagram of reader.poll(i / 100)) listener.take(datagram, i / 100);
      }
      return listener.end().map(({laps, track}) => [laps.reduce((sum, {samples}) => sum + samples, 0), track.name]);
    };
    const whole = [
      [200, "ks_red_bull_ring gp"],
      [200, "ks_red_bull_ring gp"],
    ];
    expect(restart((game) => (game.completedLaps = 0))).toEqual(whole);
    expect(restart((game) => (game.options.session = 1))).toEqual(whole);
    expect(restart((game) => (game.physicsId = -1))).toEqual(whole);
    expect(restart((game) => (game.options.track = "imola"))).toEqual([
      [200, "ks_red_bull_ring gp"],
      [199, "imola gp"],
    ]);
    expect(restart(() => {})).toHaveLength(1);
  });

  it("are not driven in a replay or a pause", () => {
    const {sessions, drive} = play(
      {},
      (game, {simulation}) => {
        game.status = simulation.steps % 4000 < 1000 ? 1 : 2;
      },
      1,
    );
    const samples = sessions[0].laps.reduce((sum, lap) => sum + lap.samples, 0);
    expect(samples).toBeLessThan(0.4 * drive.simulation.steps);
    expect(sessions).toHaveLength(1);
  });
});
