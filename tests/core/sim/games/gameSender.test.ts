import {createHash} from "node:crypto";
import {describe, expect, it} from "vitest";
import type {TelemetryRow} from "../../../../src/core/channels/telemetryRow.js";
import {rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {FORZA_DASH, FORZA_SLED, forzaLayout} from "../../../../src/core/games/forza/layout.js";
import type {OpenSession} from "../../../../src/core/games/game.js";
import {GAMES} from "../../../../src/core/games/index.js";
import {SessionBuilder} from "../../../../src/core/session/sessionBuilder.js";
import {Splitter} from "../../../../src/core/session/splitter.js";
import {acCarried, accCarried, forzaCarried} from "../../../../src/core/sim/faults/carried.js";
import {BadLink} from "../../../../src/core/sim/faults/link.js";
import {type FaultPlan, parseFaults} from "../../../../src/core/sim/faults/plan.js";
import type {SensorChannel, Sensors} from "../../../../src/core/sim/faults/sensors.js";
import {AccBroadcaster} from "../../../../src/core/sim/games/accBroadcaster.js";
import {AcUdpGame} from "../../../../src/core/sim/games/acUdpGame.js";
import {type FaultyRun, faultyRun} from "../../../../src/core/sim/games/faultyRun.js";
import {ForzaGame} from "../../../../src/core/sim/games/forzaGame.js";
import {
  accSender,
  acUdpSender,
  forzaSender,
  type GameSender,
  pagesSender,
} from "../../../../src/core/sim/games/gameSender.js";
import {acPhysics, commonPhysics} from "../../../../src/core/sim/games/physicsValues.js";
import type {RaceSession} from "../../../../src/core/sim/games/raceSession.js";
import type {Race, RaceOptions} from "../../../../src/core/sim/race/race.js";

const START = 1_772_373_600;
const RACE: RaceOptions = {seed: 3, laps: 2, cars: 3, track: "spielberg", incidents: 1};
const PLAYER = 2;

/** A session that also keeps its rows. */
class KeepingBuilder extends SessionBuilder {
  readonly kept: {car: number; row: TelemetryRow}[] = [];

  override row(car: number, row: TelemetryRow): void {
    this.kept.push({car, row: row.slice()});
    super.row(car, row);
  }
}

/** Imports all datagrams of a sender. */
function imported(sender: GameSender) {
  const found: (OpenSession & {builder: KeepingBuilder})[] = [];
  const splitter = new Splitter<OpenSession & {builder: KeepingBuilder}>(GAMES, {
    begin: (identity) => {
      const builder = new KeepingBuilder({samples: () => {}});
      const decoder = builder.decoderOf(identity.game, identity.format);
      return {...identity, builder, decoder, ledger: builder.ledger};
    },
    datagram: () => {},
    end: (session) => {
      session.builder.end();
      found.push(session);
    },
  });
  const arrivals: number[] = [];
  while (sender.fill()) {
    const {batch} = sender;
    for (let i = 0; i < batch.count; i++) arrivals.push(batch.seconds[i] + batch.nanos[i] / 1e9);
    splitter.accept(batch);
  }
  splitter.end();
  return {found, arrivals, sessions: found.map(({builder, format}) => ({format, ...builder.summary()}))};
}

type Told = ReturnType<typeof imported>["sessions"][number];

function timesOf({laps}: Told, car: number) {
  return laps
    .filter((row) => row.car === car && row.lapTimeMs !== null)
    .map(({lap, lapTimeMs, sector1Ms, sector2Ms, sector3Ms}) => ({
      lap,
      lapTimeMs,
      sectors: [sector1Ms, sector2Ms, sector3Ms],
    }));
}

function truthOf(race: Race, car: number) {
  return race.racers[car].timing.laps.map(({lap, lapTimeMs, sectorTimesMs}) => ({
    lap,
    lapTimeMs,
    sectors: sectorTimesMs,
  }));
}

function raceOf({run}: FaultyRun): Race {
  return (run.session as RaceSession).race;
}

const PAGES: readonly SensorChannel[] = ["speed", "engineRPM", "brakesTemperature", "tyresPressure"];

function pages(game: "ac" | "acc", plan: FaultPlan = {}, options = RACE, rate = 25) {
  const faulty = faultyRun(options, plan, rate, {slots: [PLAYER], channels: PAGES});
  return {faulty, sender: pagesSender(faulty.run, {game, player: PLAYER, sensors: faulty.sensors}, {start: START})};
}

function acUdp(plan: FaultPlan = {}) {
  const faulty = faultyRun(RACE, plan, 25, {slots: [PLAYER], channels: ["speed"]});
  const {run, sensors, labels} = faulty;
  const link = new BadLink(
    7,
    plan,
    acCarried(() => run.session.time),
    labels,
  );
  const game = new AcUdpGame(run.session, {player: PLAYER, sensors});
  return {faulty, sender: acUdpSender(run, game, link.carry.bind(link), {start: START})};
}

function acc(plan: FaultPlan = {}, options = RACE) {
  const faulty = faultyRun(options, plan, 10, {channels: ["speed"]});
  const {run, sensors, labels} = faulty;
  const link = new BadLink(
    7,
    plan,
    accCarried(() => run.session.time),
    labels,
  );
  const game = new AccBroadcaster(run.session, {sensors});
  return {faulty, sender: accSender(run, game, link.carry.bind(link), {start: START})};
}

function forza(plan: FaultPlan = {}) {
  const faulty = faultyRun(RACE, plan, 25, {slots: [PLAYER], channels: ["engineRPM"]});
  const {run, sensors, labels} = faulty;
  const link = new BadLink(
    7,
    plan,
    forzaCarried(() => run.session.time),
    labels,
  );
  const game = new ForzaGame({player: PLAYER, sensors});
  return {faulty, sender: forzaSender(run, game, link.carry.bind(link), {start: START})};
}

describe.each(["ac", "acc"] as const)("a race in the pages of %s", (game) => {
  const {faulty, sender} = pages(game);
  const {sessions, found} = imported(sender);

  it("has the player's laps and sectors, driven from line to line", () => {
    expect(sessions).toMatchObject([
      {format: "ac-pages", type: "race", simulated: true, drivers: [{name: "Driver 03"}], ledger: {malformed: 0}},
    ]);
    expect(timesOf(sessions[0], 0)).toEqual(truthOf(raceOf(faulty), PLAYER));
    expect(sessions[0].laps.filter(({lapTimeMs}) => lapTimeMs !== null).every(({complete}) => complete)).toBe(true);
  });

  it("has the player's position", () => {
    const positions = found[0].builder.kept.map(({row}) => row[rowIndex("position")]).filter((n) => !Number.isNaN(n));
    expect(positions.at(-1)).toBe(raceOf(faulty).racers[PLAYER].position);
  });
});

describe("a race over AC's UDP", () => {
  const {faulty, sender} = acUdp();
  const {sessions} = imported(sender);

  it("has the player's laps, without sectors", () => {
    expect(sessions).toMatchObject([{format: "ac-udp", simulated: true, ledger: {malformed: 0, duplicated: 0}}]);
    expect(timesOf(sessions[0], 0)).toEqual(
      truthOf(raceOf(faulty), PLAYER).map((lap) => ({...lap, sectors: [null, null, null]})),
    );
  });
});

describe("a race over Forza's Data Out", () => {
  const {faulty, sender} = forza();
  const {sessions, found} = imported(sender);

  it("has the player's laps, without sectors, also the last one", () => {
    expect(sessions).toMatchObject([{format: "forza", simulated: true, ledger: {malformed: 0, duplicated: 0}}]);
    expect(timesOf(sessions[0], 0)).toEqual(
      truthOf(raceOf(faulty), PLAYER).map((lap) => ({...lap, sectors: [null, null, null]})),
    );
  });

  it("has the player's place and the position of the car", () => {
    const {row} = found[0].builder.kept.at(-1)!;
    const {position, car} = raceOf(faulty).racers[PLAYER];
    const at = (name: string) => row[rowIndex(name)];
    expect([at("position"), at("worldX"), at("worldZ")]).toEqual(
      [position, car.x, car.z].map((v) => expect.closeTo(v, 2)),
    );
  });
});

describe("a race over ACC's broadcasting", () => {
  const {faulty, sender} = acc({}, {...RACE, laps: 5});
  const {sessions, found} = imported(sender);
  const race = raceOf(faulty);

  it("is one session with every driver", () => {
    expect(sessions).toMatchObject([{format: "acc-broadcast", type: "race", ledger: {malformed: 0, duplicated: 0}}]);
    expect(sessions[0].drivers.map(({name, raceNumber}) => [name, raceNumber])).toEqual(
      race.field.map(({name, raceNumber}) => [name, raceNumber]),
    );
  });

  it("has every car's laps, sectors, validity and stops", () => {
    for (const {index, timing, stops} of race.racers) {
      expect(timesOf(sessions[0], index)).toEqual(truthOf(race, index));
      const rows = sessions[0].laps.filter(({car, lapTimeMs}) => car === index && lapTimeMs !== null);
      expect(rows.map(({valid}) => valid)).toEqual(timing.laps.map(({valid}) => valid));
      // one visit to the pit lane per stop
      const lane = found[0].builder.kept.filter(({car}) => car === index).map(({row}) => row[rowIndex("pitStatus")]);
      expect(lane.filter((status, i) => status > 0 && lane[i - 1] === 0)).toHaveLength(stops);
    }
    expect(race.racers.some(({stops}) => stops > 0)).toBe(true);
  });

  it("has the events: lights out, the fastest laps, the end", () => {
    const codes = sessions[0].events.map(({code}) => code);
    const fastest = race.events.filter(({code}) => code === "FTLP").map(({car}) => car);
    expect(sessions[0].events.filter(({code}) => code === "best session lap").map(({car}) => car)).toEqual(fastest);
    const ends = codes.filter((code) => code === "green flag" || code === "session over");
    expect(ends).toEqual(["green flag", "session over"]);
  });

  it("has the same bytes for the same seed", () => {
    const hash = () => {
      const sum = createHash("sha256");
      const {sender} = acc();
      for (let k = 0; k < 20 && sender.fill(); k++) sum.update(sender.batch.bytes);
      return sum.digest("hex");
    };
    expect(hash()).toBe(hash());
  });
});

describe("a race over a bad link", () => {
  const {faulty, sender} = acc(parseFaults("loss=5%,duplicate=2%,reorder=5%"));
  const {sessions} = imported(sender);
  const count = (kind: string) => faulty.labels.filter((label) => label.kind === kind).length;

  it("has all laps, and the ledger counts the labelled faults", () => {
    expect(sessions).toHaveLength(1);
    expect(count("loss")).toBeGreaterThan(100);
    expect(sessions[0].ledger.duplicated).toBe(count("duplicate"));
    const race = raceOf(faulty);
    const times = (laps: {lapTimeMs: number | null}[]) => laps.map(({lapTimeMs}) => lapTimeMs);
    for (const {index} of race.racers) expect(times(timesOf(sessions[0], index))).toEqual(times(truthOf(race, index)));
  });
});

describe("a race whose player pauses and restarts", () => {
  const short = {...RACE, laps: 1};
  const paged = pages("ac", parseFaults("pause=1,restart=1"), short);
  const ofPages = imported(paged.sender);
  const broadcast = acc({restart: 1}, short);
  const ofBroadcasting = imported(broadcast.sender);

  it("stops in its pages during the pause, and is two sessions", () => {
    const {sessions, arrivals} = ofPages;
    const {labels} = paged.faulty;
    const [pause] = labels.filter(({kind}) => kind === "pause");
    const gaps = arrivals.map((at, i) => (i > 0 ? at - arrivals[i - 1] : 0));
    // one page reports the pause, then none comes
    expect(gaps.filter((gap) => Math.abs(gap - pause.size!) < 0.1)).toHaveLength(1);
    expect(labels.filter(({kind}) => kind === "restart")).toHaveLength(1);
    expect(sessions).toHaveLength(2);
    expect(sessions[0].laps.every(({lapTimeMs}) => lapTimeMs === null)).toBe(true);
    expect(timesOf(sessions[1], 0)).toEqual(truthOf(raceOf(paged.faulty), PLAYER));
  });

  it("is two sessions in broadcasting too, with the same clients", () => {
    const {sessions} = ofBroadcasting;
    expect(sessions).toHaveLength(2);
    for (const {index} of raceOf(broadcast.faulty).racers)
      expect(timesOf(sessions[1], index)).toEqual(truthOf(raceOf(broadcast.faulty), index));
  });
});

describe("a race with failing sensors", () => {
  const rowsOf = (plan: FaultPlan) => {
    const {faulty, sender} = pages("ac", plan, {...RACE, laps: 1}, 10);
    return {labels: faulty.labels, rows: imported(sender).found[0].builder.kept.map(({row}) => row)};
  };
  const [plain, bent] = [rowsOf({}), rowsOf(parseFaults("dropout=2,stuck=2"))];

  it("shows the labelled failures and no others", () => {
    expect(bent.labels).toHaveLength(4);
    expect(bent.labels.every(({car}) => car === PLAYER)).toBe(true);
    const begins = plain.rows[0][rowIndex("sessionTime")];
    const changed = bent.rows.flatMap((row, i) =>
      row.some((value, k) => !Object.is(value, plain.rows[i][k])) ? [row[rowIndex("sessionTime")] - begins] : [],
    );
    expect(changed.length).toBeGreaterThan(20);
    for (const time of changed)
      expect(bent.labels.some(({from, to}) => time > from - 0.11 && time < to + 0.11)).toBe(true);
  });
});

describe("a failed sensor", () => {
  /** Readings that no car has: by channel, wheel and car. */
  const MARKS = {speed: 411, engineRPM: 7711, brakesTemperature: 811, tyresPressure: 31, tyresSurfaceTemperature: 211};
  const sensors: Sensors = {read: (slot, channel, wheel) => MARKS[channel] + wheel + (slot === PLAYER ? 0 : 10_000)};
  const {session} = faultyRun(RACE, {}, 25, {channels: []}).run;
  const car = session.cars[PLAYER];
  /** the games' order: FL, FR, RL, RR */
  const wheels = (mark: number) => [mark + 2, mark + 3, mark, mark + 1];

  it("is read in every field that shows it, wheel by wheel", () => {
    const {speed, engineRPM, brakesTemperature, tyresPressure, tyresSurfaceTemperature} = MARKS;
    const [brakes, pressures, tread] = [brakesTemperature, tyresPressure, tyresSurfaceTemperature].map(wheels);
    expect(commonPhysics(car, session, sensors)).toMatchObject({
      ...{speedKmh: speed, rpms: engineRPM, brakeTemp: brakes, wheelsPressure: pressures},
    });
    expect(acPhysics(car, sensors)).toMatchObject({tyreTempI: tread, tyreTempM: tread, tyreTempO: tread});

    const [{bytes}] = new ForzaGame({player: PLAYER, sensors}).frame("driven", session, 1);
    const view = new DataView(bytes.buffer);
    const dash = forzaLayout(bytes.length)!.dash!;
    expect(view.getFloat32(FORZA_SLED.rpm, true)).toBe(engineRPM);
    const fahrenheit = [0, 1, 2, 3].map((i) => view.getFloat32(dash + FORZA_DASH.tyreTempF + 4 * i, true));
    expect(fahrenheit.map((f) => Math.round((f - 32) / 1.8))).toEqual(tread);
  });
});
