import {describe, expect, it} from "vitest";
import {axisCorners} from "../../../src/components/laps/axisCorners.js";
import {cornerText, locateLap} from "../../../src/components/laps/lapPlace.js";
import {movePath} from "../../../src/core/track/align.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {AWAY, drive} from "../../support/drivenCircuit.js";
import {fakeLap} from "../fakeLap.js";

const MONZA = circuitTrack(CIRCUITS.monza);

/** A lap of Monza at 60 m/s, a sample every two metres of the centre line. */
function monzaLap({move = {turn: 0, dx: 0, dz: 0}, to = Infinity, positions = true} = {}) {
  const {x, z} = movePath(drive("monza", {offset: 3, to}), move);
  const lapDistance = Array.from(x, (_, i) => 2 * i);
  return fakeLap({
    lapDistance,
    sessionTime: lapDistance.map((d) => d / 60),
    ...(positions && {worldX: [...x], worldZ: [...z]}),
  });
}

describe("locateLap", () => {
  it.each([
    ["in the circuit's own world", {turn: 0, dx: 0, dz: 0}],
    ["in another one", AWAY],
  ])("finds every corner %s within 15 m", (_, move) => {
    const lap = monzaLap({move});
    const place = locateLap(lap, MONZA)!;
    expect([place.numbered, place.corners.length]).toEqual(["official", 11]);
    for (const {apex, apexM} of place.corners) expect(Math.abs(lap.axes.distance[apex] - apexM)).toBeLessThan(15);
    // the track lies under the lap
    expect(Math.hypot(place.track.x[0] - lap.samples.values("worldX")[0], 0)).toBeLessThan(20);
  });

  it("leaves out the corners that a part of a lap does not reach", () => {
    const lap = monzaLap({to: 2600});
    const texts = axisCorners(lap, locateLap(lap, MONZA), "distance").map(({text}) => text);
    expect(texts).toEqual(["1", "2", "3", "4", "5", "6"]);
  });

  it("learns the track from the lap itself when none is known, or another one", () => {
    for (const known of [null, circuitTrack(CIRCUITS.spa)]) {
      const place = locateLap(monzaLap({move: AWAY}), known)!;
      expect(place.corners.map(({number}) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    }
    expect(locateLap(monzaLap({to: 2600}), null)).toBeNull();
  });

  it("uses the distance without positions, and gives nothing for another length", () => {
    const lap = monzaLap({positions: false});
    const place = locateLap({...lap, session: {...lap.session, track: {...lap.session.track, lengthM: 5793}}}, MONZA)!;
    for (const {apex, apexM} of place.corners) expect(Math.abs(lap.axes.distance[apex] - apexM)).toBeLessThan(5);
    expect(locateLap(lap, circuitTrack(CIRCUITS.spa))).toBeNull();
    expect(locateLap(lap, null)).toBeNull();
  });

  it("names the corner that a sample lies in", () => {
    const lap = monzaLap();
    const place = locateLap(lap, MONZA);
    const {apex} = place!.corners[5];
    expect(cornerText(place, apex)).toBe("turn 6 Lesmo 1");
    expect(cornerText(place, 10)).toBe("");
    expect(cornerText(null, 10)).toBe("");
  });
});

describe("axisCorners", () => {
  it("places corners on the axis of distance and of time, ascending", () => {
    const lap = monzaLap();
    const place = locateLap(lap, MONZA);
    const byDistance = axisCorners(lap, place, "distance");
    const byTime = axisCorners(lap, place, "time");
    for (const [i, {from, at, to}] of byDistance.entries()) {
      expect(from).toBeLessThanOrEqual(at);
      expect(at).toBeLessThanOrEqual(to);
      if (i) expect(at).toBeGreaterThan(byDistance[i - 1].at);
      expect(byTime[i].at).toBeCloseTo(at / 60, 5);
    }
    expect(axisCorners(lap, null, "distance")).toEqual([]);
  });
});
