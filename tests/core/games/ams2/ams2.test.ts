import {describe, expect, it} from "vitest";
import {encodeSamples} from "../../../../src/core/archive/encodeSamples.js";
import {readSamples, type Samples} from "../../../../src/core/archive/samples.js";
import {ams2Game} from "../../../../src/core/games/ams2/game.js";
import {SessionBuilder} from "../../../../src/core/session/sessionBuilder.js";
import {random} from "../../../../src/core/signal/random.js";
import {type Ams2Car, Ams2Peer} from "../../../support/ams2Peer.js";

const flow = {source: "10.0.0.2", sourcePort: 5606, target: "10.0.0.255", targetPort: 5606};

/** Three cars with laps of 30, 31 and 32 s in three equal sectors. */
function carsAt(t: number): Ams2Car[] {
  return [30, 31, 32].map((lapS, i): Ams2Car => {
    const lap = Math.floor(t / lapS);
    const lapTime = t - lap * lapS;
    const sector = Math.min(2, Math.floor((3 * lapTime) / lapS));
    const sectorTime = lapTime - (sector * lapS) / 3;
    const told = (s: number) => (t > s + 0.4 ? s : 0);
    return {
      ...{
        lap: 1 + lap,
        sector,
        lapTime,
        sectorTime,
        distance: Math.round((3000 * lapTime) / lapS),
        x: 10 * i + 0.75,
        z: -4.25,
      },
      invalid: i === 1 && lap === 1,
      lastLap: lap > 0 && told(lap * lapS) ? lapS + 0.001 * lap : lap > 1 ? lapS + 0.001 * (lap - 1) : 0,
      lastSector: t > lapS / 3 ? lapS / 3 + 0.001 * i : 0,
    };
  });
}

function play(seconds: number, more: (peer: Ams2Peer, t: number) => DataView[] = () => []) {
  const samples = new Map<string, Samples>();
  const session = new SessionBuilder({
    samples: (car, lap, table) => samples.set(`${car} ${lap}`, readSamples(encodeSamples(table))),
  });
  const decoder = ams2Game.decoder(session);
  const peer = new Ams2Peer();
  const answers: string[] = [];
  const send = (view: DataView, arrival: number) => answers.push(decoder.datagram(view, 0, view.byteLength, arrival));
  send(peer.gameState(2, 5), 1000);
  send(peer.race("Interlagos", "GP", 4309), 1000);
  send(peer.participants(["Ann", "Bob", "Cleo"]), 1000);
  send(peer.vehicles(["Car A", "Car B"]), 1000);
  for (let i = 0; i < seconds * 20; i++) {
    const t = i / 20;
    send(peer.timings(carsAt(t)), 1000 + t);
    send(peer.telemetry(0, {steering: -127, gear: i === 40 ? 15 : 4}), 1000 + t);
    if (i % 4 === 0) send(peer.stats(carsAt(t)), 1000 + t);
    for (const view of more(peer, t)) send(view, 1000 + t);
  }
  session.end();
  return {summary: session.summary(), samples, answers, decoder, ledger: session.ledger};
}

describe("Automobilista 2's packets", () => {
  const {summary, samples, answers, ledger} = play(70);

  it("give every car's laps with the game's times and sectors", () => {
    expect(new Set(answers)).toEqual(new Set(["ok"]));
    expect(ledger.lostFrames).toBe(0);
    expect(summary.laps.map((l) => [l.driver, l.lap, l.lapTimeMs, l.complete, l.valid])).toEqual([
      ["Ann", 1, 30_001, true, true],
      ["Ann", 2, 30_002, true, true],
      ["Ann", 3, null, false, true],
      ["Bob", 1, 31_001, true, true],
      ["Bob", 2, 31_002, true, false],
      ["Bob", 3, null, false, true],
      ["Cleo", 1, 32_001, true, true],
      ["Cleo", 2, 32_002, true, true],
      ["Cleo", 3, null, false, true],
    ]);
    const second = summary.laps[1];
    expect([second.sector1Ms, second.sector2Ms, second.sector3Ms]).toEqual([10_000, 10_000, 10_000]);
  });

  it("have track, session and cars", () => {
    expect(summary).toMatchObject({game: "Automobilista 2", type: "race", airTempC: 21, trackTempC: 30, playerCar: 0});
    expect(summary.track).toMatchObject({name: "Interlagos GP", lengthM: 4309});
    expect(summary.drivers.map(({team}) => team)).toEqual(["Car A", "Car B", ""]);
  });

  it("have the viewed car's controls, and for the others the values of the timings packet", () => {
    const own = samples.get("0 2")!;
    const other = samples.get("1 2")!;
    const at = (table: Samples, name: string) => table.values(name)[100];
    expect([at(own, "speedKmh"), at(own, "gear"), at(own, "throttle"), at(own, "steering")]).toEqual([180, 4, 1, -1]);
    expect([at(own, "worldX"), at(own, "worldZ")]).toEqual([1.5, -2.5]);
    expect([at(own, "brakeTempFrC"), at(own, "tyreInnerTempRlC")]).toEqual([401, expect.closeTo(89.85, 3)]);
    expect([at(own, "oilTempC"), at(own, "oilPressureBar"), at(own, "waterTempC")]).toEqual([101, 4.5, 92]);
    expect([at(own, "fuelLitres"), at(own, "fuelPressureBar"), at(own, "engineTorqueNm")]).toEqual([50, 4, 512]);
    expect([at(own, "pitLimiter"), at(own, "handbrake")]).toEqual([1, 1]);
    // the inner side of a left tyre is on its right
    const tread = (w: string) => ["Inner", "Middle", "Outer"].map((s) => at(own, `tyreTread${s}Temp${w}C`));
    expect([tread("Fl"), tread("Fr"), tread("Rl"), tread("Rr")]).toEqual([
      ...[
        [90, 80, 70],
        [71, 81, 91],
        [92, 82, 72],
        [73, 83, 93],
      ],
    ]);
    expect([at(own, "rideHeightFl"), at(own, "suspensionVelocityRr")]).toEqual([62.5, -125]);
    // 26 psi; 180 kPa
    expect([at(own, "tyrePressureFlPsi"), at(own, "tyrePressureRlPsi")]).toEqual([26, expect.closeTo(26.107, 3)]);
    expect([at(other, "worldX"), at(other, "worldZ")]).toEqual([10.75, 4.25]);
    expect([at(other, "position"), at(other, "sector"), at(other, "lapInvalid")]).toEqual([2, 1, 1]);
    expect([other.has("speedKmh"), other.has("lapDistance")]).toEqual([false, true]);
    expect([...samples.get("0 1")!.values("gear")].filter((gear) => gear === -1)).toHaveLength(1);
  });

  it("begin another session with another type, track or a restart, and end it in the front end", () => {
    const last = (view: (peer: Ams2Peer) => DataView) =>
      play(40, (peer, t) => (t > 39.9 ? [view(peer)] : [])).answers.at(-1);
    expect(last((peer) => peer.gameState(2, 3))).toBe("next");
    expect(last((peer) => peer.gameState(5, 5))).toBe("next");
    expect(last((peer) => peer.race("Spa", "", 7000))).toBe("next");
    expect(last((peer) => peer.timings(carsAt(1)))).toBe("next");
    expect(last((peer) => peer.race("Interlagos", "GP", 4309))).toBe("ok");
    expect(play(1, (peer, t) => (t > 0.9 ? [peer.gameState(1, 5)] : [])).decoder.over).toBe(true);
  });

  it("survive any bytes: noise is rejected, absurd numbers give no values", () => {
    const generator = random(3);
    const session = new SessionBuilder({samples: () => {}});
    const decoder = ams2Game.decoder(session);
    for (const bytes of [0, 11, 24, 308, 559, 1040, 1063, 1136, 1164, 1500])
      for (let k = 0; k < 20; k++) {
        const noise = new DataView(Uint8Array.from({length: bytes}, () => generator.next() * 256).buffer);
        if (!ams2Game.recognises(noise, 0, bytes, flow))
          expect(["length", "header"]).toContain(decoder.datagram(noise, 0, bytes, k));
      }
    const peer = new Ams2Peer();
    const spoilt = (view: DataView, from: number) => {
      for (let at = from; at < view.byteLength; at++) view.setUint8(at, generator.next() * 256);
      return view;
    };
    for (let k = 0; k < 200; k++)
      for (const view of [peer.timings(carsAt(k)), peer.telemetry(0), peer.stats([]), peer.participants([])])
        decoder.datagram(spoilt(view, 12), 0, view.byteLength, k);
    session.end();
    for (const {lapTimeMs} of session.summary().laps) expect(lapTimeMs === null || lapTimeMs > 0).toBe(true);
  });
});
