import {describe, expect, it} from "vitest";
import {GRAVITY} from "../../../../src/core/channels/gravity.js";
import {createRow, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {acUdp} from "../../../../src/core/games/ac/game.js";
import {writeStruct} from "../../../../src/core/games/ac/struct.js";
import {AcUdpClient} from "../../../../src/core/games/ac/udpClient.js";
import {CAR_INFO, encodeOperation, readOperation} from "../../../../src/core/games/ac/udpMessages.js";
import {AcUdpGame, type AcUdpGameOptions} from "../../../../src/core/sim/games/acUdpGame.js";
import {begun, Drive} from "../../../support/acDrive.js";
import {Listener} from "../../../support/acPages.js";

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const hex = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A client connected directly with a game, called at each step of the game. */
function play(options: AcUdpGameOptions = {}, during: (game: AcUdpGame, seconds: number) => void = () => {}) {
  const drive = new Drive({laps: 2});
  const game = new AcUdpGame(drive.session, options);
  const client = new AcUdpClient();
  const listener = new Listener(acUdp({steeringLockDeg: 450}));
  const hear = (bytes: Uint8Array, now: number) => {
    client.datagram(view(bytes), 0, bytes.length, now);
    listener.take(bytes, 1e9 + now);
  };
  for (let i = 0; !drive.done; i++) {
    const now = i / 100;
    during(game, now);
    for (const bytes of client.at(now)) for (const answer of game.receive(bytes, "c")) hear(answer, now);
    drive.step();
    if (i % 2 === 0) for (const {bytes} of game.listening ? game.frame() : []) hear(bytes, now);
  }
  return {drive, game, client, listener, sessions: listener.end()};
}

describe("a drive through AC's UDP", () => {
  it("has the game's laps, top speed, names and track", () => {
    const {drive, sessions, listener, game, client} = play();
    expect([...listener.reasons.keys()]).toEqual(["ok"]);
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({
      ...{game: "Assetto Corsa", track: {name: "spielberg"}, simulated: true},
      drivers: [{name: "Simulated steady"}],
    });
    expect(sessions[0].laps.map(({lap, lapTimeMs, complete}) => [lap, lapTimeMs, complete])).toEqual([
      [0, null, false],
      ...drive.timing.laps.map(({lap, lapTimeMs}) => [lap, lapTimeMs, true]),
      [3, null, false],
    ]);
    const top = Math.max(...sessions[0].laps.map(({topSpeedKmh}) => topSpeedKmh ?? 0));
    expect(drive.topSpeedKmh - top).toBeGreaterThanOrEqual(0);
    expect(drive.topSpeedKmh - top).toBeLessThan(0.5);
    for (const bytes of client.close()) game.receive(bytes, "c");
    expect([game.updates.size, game.spots.size, client.at(1e6)]).toEqual([0, 0, []]);
  });

  it("continues after the game was silent and lost its clients", () => {
    const {sessions, game, client} = play({textEnd: "", identifier: 0}, (game, seconds) => {
      game.listening = seconds < 20 || seconds > 30;
      if (seconds === 25) game.reset();
    });
    expect(sessions).toHaveLength(1);
    expect(game.handshakes).toBe(2);
    // unanswered handshakes at 23, 25, 27, 29 s
    expect(client.handshakes).toBe(6);
    expect(sessions[0].drivers[0].name).toBe("Simulated steady");
  });

  it("begins another session when the answer names another track", () => {
    const {sessions} = play({}, (game, seconds) => {
      if (seconds === 20) {
        game.reset();
        game.options.track = "imola";
      }
    });
    expect(sessions.map(({track}) => track.name)).toEqual(["spielberg", "imola"]);
  });
});

describe("AC's UDP messages", () => {
  it("are requested with twelve bytes", () => {
    expect(hex(encodeOperation("handshake"))).toBe("000000000100000000000000");
    expect(hex(encodeOperation("spots"))).toBe("000000000100000002000000");
    expect(readOperation(view(encodeOperation("dismiss")), 0, 12)).toBe("dismiss");
    expect(readOperation(view(new Uint8Array(12)), 0, 12)).toBe(null);
  });

  it("have the catalogue's signs and wheels, and steering only with a known lock", () => {
    const drive = new Drive();
    for (let i = 0; i < 1500; i++) drive.step();
    const {car} = drive.car;
    const game = new AcUdpGame(drive.session);
    game.receive(encodeOperation("updates"), "c");
    const [{bytes}] = game.frame();
    // values that the simulator does not have
    writeStruct(CAR_INFO, view(bytes), {camberRAD: [0.125, 0.25, 0.5, 1], isAbsInAction: 1});
    const rowOf = (steeringLockDeg?: number) => {
      let told = createRow();
      const sink = {
        facts() {},
        lap() {},
        event() {},
        lost() {},
        row: (_: number, row: Float64Array) => (told = row.slice()),
      };
      expect(acUdp({steeringLockDeg}).decoder(sink).datagram(view(bytes), 0, bytes.length, 5)).toBe("ok");
      return (channel: string) => told[rowIndex(channel)];
    };
    const get = rowOf(450);
    expect(get("steering")).toBeCloseTo(-car.frontAngle / car.vehicle.steeringLock, 6);
    expect(get("gear")).toBe(car.gear);
    expect(get("gLateral") * GRAVITY).toBeCloseTo(-car.v * car.courseRate, 0);
    expect(get("gLongitudinal") * GRAVITY).toBeCloseTo(car.along, 0);
    for (const [w, wheel] of ["Rl", "Rr", "Fl", "Fr"].entries())
      expect(get(`verticalForce${wheel}`)).toBe(Math.fround(car.loads.wheel[w]));
    // front left, front right, rear left, rear right, as documented
    expect([0, 1, 2, 3].map((w) => view(bytes).getFloat32(180 + 4 * w, true))).toEqual(
      [2, 3, 0, 1].map((w) => Math.fround(car.loads.wheel[w])),
    );
    expect(["Rl", "Rr", "Fl", "Fr"].map((w) => get(`camber${w}`))).toEqual([0.5, 1, 0.125, 0.25]);
    expect([get("absActive"), get("tcActive"), get("pitLimiter")]).toEqual([1, 0, 0]);
    expect([get("worldX"), get("worldZ")]).toEqual([car.x, car.z].map(Math.fround));
    expect(get("lapDistance")).toBeNaN();
    expect(rowOf()("steering")).toBeNaN();
  });

  it("are recognised by their identifier, or by length and port", () => {
    const game = new AcUdpGame(begun().session);
    game.receive(encodeOperation("updates"), "c");
    const [{bytes}] = game.frame();
    const [response] = game.receive(encodeOperation("handshake"), "c");
    const is = (datagram: Uint8Array, sourcePort: number) =>
      acUdp().recognises(view(datagram), 0, datagram.length, {source: "a", sourcePort, target: "b", targetPort: 1});
    expect([is(bytes, 9996), is(bytes, 5), is(response, 9996), is(response, 5)]).toEqual([true, true, true, false]);
    expect(is(new Uint8Array(328), 9996)).toBe(false);
  });

  it("of laps alone give the laps", () => {
    const drive = new Drive({laps: 1});
    const game = new AcUdpGame(drive.session);
    const listener = new Listener(acUdp());
    game.receive(encodeOperation("spots"), "c");
    while (!drive.done) {
      drive.step();
      for (const {bytes} of game.frame()) listener.take(bytes, drive.time);
    }
    expect(listener.end()[0].laps).toMatchObject([{lap: 1, lapTimeMs: drive.timing.laps[0].lapTimeMs, samples: 0}]);
  });
});
