import {describe, expect, it} from "vitest";
import {accBroadcast} from "../../../src/core/acc/broadcastDecoder.js";
import {rowIndex, type TelemetryRow} from "../../../src/core/live/messages.js";
import {AccServer, type AccServerOptions} from "../../support/accServer.js";
import {Drive} from "../../support/acDrive.js";
import {Listener} from "../../support/acPages.js";

/** Two cars at 10 Hz. */
function play(
  options: AccServerOptions = {},
  during: (server: AccServer, seconds: number) => void = () => {},
  laps = 1,
) {
  const drives = [new Drive({laps, seed: 1}), new Drive({laps, seed: 2, driver: "cautious"})];
  const server = new AccServer(options);
  const listener = new Listener(accBroadcast());
  const hear = (all: Uint8Array[], seconds: number) => {
    for (const bytes of all) listener.take(bytes, 1e9 + seconds);
  };
  server.receive(new Uint8Array([1, 4, 0, 0, 3, 0, 97, 115, 100, 100, 0, 0, 0, 0, 0]), "c");
  hear(server.entryList(1), 0);
  hear(server.receive(new Uint8Array([11, 1, 0, 0, 0]), "c"), 0);
  for (let i = 1; drives.some((drive) => !drive.done); i++) {
    const states = drives.map((drive) => drive.step());
    if (i % 10 > 0) continue;
    during(server, i / 100);
    hear(server.update(states), i / 100);
  }
  return {drives, server, listener, sessions: listener.end()};
}

describe("a session through ACC broadcasting", () => {
  for (const lapLag of [false, true])
    it(`has every car's laps and sectors as the game told them${lapLag ? ", also an update late" : ""}`, () => {
      const {drives, sessions, listener} = play({lapLag});
      expect([...listener.reasons.keys()]).toEqual(["ok"]);
      expect(sessions).toHaveLength(1);
      const [session] = sessions;
      expect(session).toMatchObject({
        ...{game: "Assetto Corsa Competizione", type: "practice", airTempC: 22, trackTempC: 31, playerCar: null},
        track: {name: "Red Bull Ring", lengthM: 4318},
        drivers: [
          {car: 0, name: "Ada Lovelace0", team: "Équipe", raceNumber: 10},
          {car: 1, name: "Ada Lovelace1", team: "BMW M4 GT3 2021", raceNumber: 11},
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

  it("goes on through a change of drivers, and takes the game's word that a lap is invalid", () => {
    const {sessions} = play({}, (server, seconds) => {
      if (seconds > 20) server.driversOf.get(1003)!.current = 1;
      server.invalid = true;
    });
    expect(sessions).toHaveLength(1);
    expect(sessions[0].drivers.map(({name}) => name)).toEqual(["Ada Lovelace0", "Grace Höpper"]);
    expect(sessions[0].laps.filter(({lap}) => lap === 1).map(({valid}) => valid)).toEqual([false, false]);
  });

  it("is another one when the game's index changes", () => {
    const {sessions} = play({}, (server, seconds) => {
      server.sessionIndex = seconds > 30 ? 1 : 0;
    });
    expect(sessions.map(({laps}) => laps.length > 0)).toEqual([true, true]);
  });

  it("needs no bytes of weather: then it is not known", () => {
    const {sessions, drives} = play({weather: false});
    expect(sessions[0]).toMatchObject({weather: null, airTempC: 22, trackTempC: 31});
    expect(sessions[0].laps[1].lapTimeMs).toBe(drives[0].timing.laps[0].lapTimeMs);
  });

  it("has no rows of a replay", () => {
    const {sessions} = play({}, (server) => {
      server.replay = true;
    });
    expect(sessions[0].laps).toEqual([]);
  });
});

describe("a car's row", () => {
  const rows = (options: AccServerOptions, protocol = accBroadcast(), best = 0) => {
    const told: [number, TelemetryRow][] = [];
    const events: unknown[] = [];
    const decoder = protocol.decoder({
      ...{facts() {}, lap() {}, lost() {}, event: (event) => events.push(event)},
      row: (car, row) => told.push([car, row.slice()]),
    });
    const server = new AccServer(options);
    server.best = best;
    const state = new Drive().step();
    const give = (bytes: Uint8Array) =>
      decoder.datagram(new DataView(bytes.buffer, bytes.byteOffset), 0, bytes.length, 1);
    server.receive(new Uint8Array([1, 4, 0, 0, 3, 0, 97, 115, 100, 100, 0, 0, 0, 0, 0]), "c");
    for (const bytes of server.receive(new Uint8Array([11, 1, 0, 0, 0]), "c")) give(bytes);
    for (const bytes of server.update([state, state])) give(bytes);
    give(server.encode({type: "event", event: 4, text: "crash", timeMs: 777, carIndex: 1003}));
    return {told, events, state, decoder, server, give};
  };

  it("has its best lap, and how it stands against it", () => {
    const [[, row]] = rows({}, accBroadcast(), 90_000).told;
    expect([row[rowIndex("bestLapTimeMs")], row[rowIndex("deltaToBestMs")]]).toEqual([90_000, -345]);
  });

  it("has position, speed and gear in the catalogue's terms, whatever the game adds to a gear", () => {
    const {told, state, events} = rows({});
    const [[first, row], [second]] = told;
    const get = (channel: string) => row[rowIndex(channel)];
    expect([first, second]).toEqual([0, 1]);
    expect([get("worldX"), get("worldZ")]).toEqual([state.x, state.z].map(Math.fround));
    expect([get("gear"), get("position"), get("lapNumber")]).toEqual([state.gear, 1, 0]);
    expect(get("lapDistance")).toBeCloseTo(state.share * 4318, 2);
    expect(get("sessionTime")).toBeCloseTo(state.timeMs / 1000, 9);
    for (const channel of ["throttle", "worldY", "rpm", "yaw", "bestLapTimeMs", "deltaToBestMs"])
      expect(get(channel)).toBeNaN();
    expect(events).toEqual([{code: "accident", sessionTime: state.timeMs / 1000, car: 1, details: {timeMs: 777}}]);
    const other = rows({gearPlus: 1}, accBroadcast({gearPlus: 1}));
    expect(other.told[0][1][rowIndex("gear")]).toBe(state.gear);
  });

  it("is the game's when it comes from its port and is a message", () => {
    const {server, state} = rows({});
    const protocol = accBroadcast();
    const flow = (sourcePort: number) => ({source: "a", sourcePort, target: "b", targetPort: 5000});
    for (const bytes of server.update([state, state])) {
      const view = new DataView(bytes.buffer);
      expect(protocol.recognises(view, 0, bytes.length, flow(9000))).toBe(true);
      expect(protocol.recognises(view, 0, bytes.length, flow(9001))).toBe(false);
      expect(protocol.recognises(view, 0, bytes.length - 30, flow(9000))).toBe(false);
    }
  });
});
