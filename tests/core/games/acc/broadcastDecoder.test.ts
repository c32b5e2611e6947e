import {describe, expect, it} from "vitest";
import {rowIndex, type TelemetryRow} from "../../../../src/core/channels/telemetryRow.js";
import {accBroadcast} from "../../../../src/core/games/acc/game.js";
import type {BroadcastEvent} from "../../../../src/core/games/acc/readMessage.js";
import {readMessage} from "../../../../src/core/games/acc/readMessage.js";
import {AccBroadcaster, type AccBroadcasterOptions} from "../../../../src/core/sim/games/accBroadcaster.js";
import {begun, Drive, together} from "../../../support/acDrive.js";
import {Listener} from "../../../support/acPages.js";

const REGISTER = new Uint8Array([1, 4, 0, 0, 3, 0, 97, 115, 100, 100, 0, 0, 0, 0, 0]);
const ASK_TRACK = new Uint8Array([11, 1, 0, 0, 0]);

/** Two cars at 10 Hz, for a lap or until so many seconds. */
function play(
  options: AccBroadcasterOptions = {},
  during: (server: AccBroadcaster, seconds: number, drives: Drive[]) => void = () => {},
  untilSeconds = Infinity,
) {
  const drives = [new Drive({laps: 1, seed: 1}), new Drive({laps: 1, seed: 2, driver: "cautious"})];
  const session = together(drives);
  const server = new AccBroadcaster(session, options);
  const listener = new Listener(accBroadcast());
  const events: BroadcastEvent[] = [];
  const hear = (all: Uint8Array[], seconds: number) => {
    for (const bytes of all) listener.take(bytes, 1e9 + seconds);
  };
  server.receive(REGISTER, "c");
  hear(server.entryList(1), 0);
  hear(server.receive(ASK_TRACK, "c"), 0);
  for (let i = 1; !session.done && i < 100 * untilSeconds; i++) {
    for (const drive of drives) drive.step();
    if (i % 10 > 0) continue;
    during(server, i / 100, drives);
    const told = server.frame().map(({bytes}) => bytes);
    for (const bytes of told) {
      const message = readMessage(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length);
      if (typeof message !== "string" && message.type === "event") events.push(message);
    }
    hear(told, i / 100);
  }
  return {events, drives, server, listener, sessions: listener.end()};
}

describe("a session through ACC broadcasting", () => {
  const plain = play();

  for (const lapLag of [false, true])
    it(`has every car's laps and sectors as sent by the game${lapLag ? ", also an update late" : ""}`, () => {
      const {drives, sessions, listener} = lapLag ? play({lapLag}) : plain;
      expect([...listener.reasons.keys()]).toEqual(["ok"]);
      expect(sessions).toHaveLength(1);
      const [session] = sessions;
      expect(session).toMatchObject({
        ...{game: "Assetto Corsa Competizione", type: "hotlap", airTempC: 21, trackTempC: 32, playerCar: null},
        ...{track: {name: "Spielberg", lengthM: 4318}, simulated: true},
        drivers: [
          {car: 0, name: "Ada Lovelace0", team: "Simulated", raceNumber: 10},
          {car: 1, name: "Ada Lovelace1", team: "Simulated", raceNumber: 11},
        ],
      });
      drives.forEach((drive, car) => {
        const laps = session.laps.filter((lap) => lap.car === car);
        const [{lapTimeMs, sectorTimesMs}] = drive.timing.laps;
        expect(laps.map(({lap}) => lap).slice(0, 3)).toEqual([0, 1, 2]);
        const [sector1Ms, sector2Ms, sector3Ms] = sectorTimesMs;
        expect(laps[1]).toMatchObject({lapTimeMs, sector1Ms, sector2Ms, sector3Ms, complete: true, valid: true});
        const top = Math.max(...laps.map(({topSpeedKmh}) => topSpeedKmh ?? 0));
        expect(Math.abs(top - drive.topSpeedKmh)).toBeLessThan(2);
      });
    });

  it("has the session's best laps as events; completed laps and personal bests are in the laps", () => {
    const {sessions, drives, events} = plain;
    const times = drives.map(({timing}) => timing.laps[0].lapTimeMs);
    const faster = times[1] < times[0];
    const sent = (car: number) => events.filter(({carIndex}) => carIndex === 1001 + car).map(({event}) => event);
    // the first car across the line has the best lap until the other beats it
    expect([sent(0), sent(1)]).toEqual([
      [5, 6, 7],
      [5, ...(faster ? [6] : []), 7],
    ]);
    const best = {code: "best session lap"};
    expect(sessions[0].events).toMatchObject([{...best, car: 0}, ...(faster ? [{...best, car: 1}] : [])]);
  });

  it("continues through a change of drivers, and takes a lap's validity from the game", () => {
    const {sessions} = play({}, (server, seconds, drives) => {
      server.crews[1].names = ["Ada Lovelace1", "Grace Höpper"];
      if (seconds > 20) server.crews[1].current = 1;
      for (const {timing} of drives) if (timing.started) timing.valid = false;
    });
    expect(sessions).toHaveLength(1);
    expect(sessions[0].laps.filter(({lap}) => lap === 1).map(({valid}) => valid)).toEqual([false, false]);
  });

  it("has the name of the present driver", () => {
    const listener = new Listener(accBroadcast());
    const server = new AccBroadcaster(together([begun(), begun()]), {teamName: ""});
    server.crews[1] = {names: ["Ada Lovelace1", "Grace Höpper"], current: 0};
    for (const bytes of server.entryList(1)) listener.take(bytes, 1);
    server.crews[1].current = 1;
    for (const bytes of server.update()) listener.take(bytes, 1);
    const [{drivers}] = listener.end();
    // without a team name the name of the car
    expect(drivers.map(({name, team}) => [name, team])).toEqual([
      ["Ada Lovelace0", "BMW M4 GT3 2021"],
      ["Grace Höpper", "BMW M4 GT3 2021"],
    ]);
  });

  it("is a new one when the game's index changes", () => {
    const {sessions} = play(
      {},
      (server, seconds) => {
        server.sessionIndex = seconds > 30 ? 1 : 0;
      },
      40,
    );
    expect(sessions.map(({laps}) => laps.length > 0)).toEqual([true, true]);
  });

  it("has unknown weather without the weather bytes", () => {
    const {sessions, drives} = play({weather: false});
    expect(sessions[0]).toMatchObject({weather: null, airTempC: 21, trackTempC: 32});
    expect(sessions[0].laps[1].lapTimeMs).toBe(drives[0].timing.laps[0].lapTimeMs);
  });

  it("has no rows during a replay", () => {
    const {sessions} = play(
      {},
      (server) => {
        server.replay = true;
      },
      20,
    );
    expect(sessions[0].laps.filter(({samples}) => samples > 0)).toEqual([]);
  });
});

describe("a car's row", () => {
  const rows = (options: AccBroadcasterOptions, protocol = accBroadcast(), best = 0) => {
    const told: [number, TelemetryRow][] = [];
    const events: unknown[] = [];
    const decoder = protocol.decoder({
      ...{facts() {}, lap() {}, lost() {}, event: (event) => events.push(event)},
      row: (car, row) => told.push([car, row.slice()]),
    });
    const drives = [begun(), begun()];
    for (const {timing, car} of best > 0 ? drives : []) {
      timing.laps.push({lap: 1, lapTimeMs: best, sectorTimesMs: [1, 1, best - 2], valid: true});
      car.delta.ms = -345;
    }
    const server = new AccBroadcaster(together(drives), options);
    const give = (bytes: Uint8Array) =>
      decoder.datagram(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length, 1);
    server.receive(REGISTER, "c");
    for (const bytes of server.receive(ASK_TRACK, "c")) give(bytes);
    for (const bytes of server.update()) give(bytes);
    give(server.encode({type: "event", event: 4, text: "crash", timeMs: 777, carIndex: 1002}));
    return {told, events, drives, server};
  };

  it("has the best lap and the delta to it", () => {
    const [[, row]] = rows({}, accBroadcast(), 90_000).told;
    expect([row[rowIndex("bestLapTimeMs")], row[rowIndex("deltaToBestMs")]]).toEqual([90_000, -345]);
  });

  it("has position, speed and gear as the catalogue defines them, with 1 or 2 added to the gear", () => {
    const {told, drives, events} = rows({});
    const [[first, row], [second]] = told;
    const get = (channel: string) => row[rowIndex(channel)];
    const {car} = drives[0].car;
    expect([first, second]).toEqual([0, 1]);
    expect([get("worldX"), get("worldZ")]).toEqual([car.x, car.z].map(Math.fround));
    expect([get("gear"), get("position"), get("lapNumber")]).toEqual([car.gear, 1, 0]);
    expect(get("lapDistance")).toBeCloseTo(car.lapPosition, 2);
    expect(get("sessionTime")).toBeCloseTo(0.01, 9);
    for (const channel of ["throttle", "worldY", "rpm", "yaw", "bestLapTimeMs", "deltaToBestMs"])
      expect(get(channel)).toBeNaN();
    expect(events).toEqual([{code: "accident", sessionTime: 0.01, car: 1, details: {timeMs: 777}}]);
    const other = rows({gearPlus: 1}, accBroadcast({gearPlus: 1}));
    expect(other.told[0][1][rowIndex("gear")]).toBe(car.gear);
  });

  it("is recognised when it comes from the game's port and is a message", () => {
    const {server} = rows({});
    const protocol = accBroadcast();
    const flow = (sourcePort: number) => ({source: "a", sourcePort, target: "b", targetPort: 5000});
    for (const bytes of server.update()) {
      const view = new DataView(bytes.buffer);
      expect(protocol.recognises(view, 0, bytes.length, flow(9000))).toBe(true);
      expect(protocol.recognises(view, 0, bytes.length, flow(9001))).toBe(false);
      expect(protocol.recognises(view, 0, bytes.length - 30, flow(9000))).toBe(false);
    }
  });
});
