import {describe, expect, it} from "vitest";
import type {Driver} from "../../../src/core/archive/types.js";
import {playerCarOf} from "../../../src/core/laps/playerCar.js";
import {chooseReference} from "../../../src/core/laps/referenceLap.js";
import {lapRow} from "../../support/session.js";

const driver = (car: number, ai: boolean, team = `team ${car}`): Driver => ({
  ...{car, name: `driver ${car}`, team, raceNumber: car, ai, restricted: false},
});
const lap = (car: number, number: number, lapTimeMs: number, fields = {}) =>
  lapRow({car, lap: number, lapTimeMs, driver: `driver ${car}`, file: "samples/x.arrows", samples: 9, ...fields});

describe("playerCarOf(session, laps)", () => {
  const laps = [lap(0, 1, 90_000), lap(1, 1, 80_000), lap(2, 1, 85_000)];

  it("is the car that sent the telemetry, however fast the game's own drivers were", () => {
    expect(playerCarOf({playerCar: 0, drivers: [driver(0, false), driver(1, true)]}, laps)).toEqual({car: 0});
    // a log without drivers
    expect(playerCarOf({playerCar: 0, drivers: []}, laps)).toEqual({car: 0});
  });

  it("is never a car that the game drives", () => {
    expect(playerCarOf({playerCar: 1, drivers: [driver(1, true), driver(2, false), driver(0, true)]}, laps)).toEqual({
      car: 2,
    });
    const game = [0, 1, 2].map((car) => driver(car, true));
    expect(playerCarOf({playerCar: 1, drivers: game}, laps)).toEqual({
      car: null,
      because: expect.stringContaining("driven by the game"),
    });
  });

  it("is unknown to a spectator of several people", () => {
    const people = [0, 1, 2].map((car) => driver(car, car === 1));
    expect(playerCarOf({playerCar: null, drivers: people}, laps)).toEqual({
      car: null,
      because: expect.stringContaining("2 drivers"),
    });
  });
});

describe("chooseReference(session, laps, car)", () => {
  const session = {drivers: [driver(0, false, "red"), driver(1, true, "red"), driver(2, true, "blue")]};

  it("is the teammate's best lap where it is faster, else the session's best", () => {
    const laps = [lap(0, 1, 90_000), lap(0, 2, 89_500), lap(1, 1, 89_088), lap(2, 1, 88_000)];
    expect(chooseReference(session, laps, 0)).toEqual({
      ...{kind: "teammate", lap: laps[2]},
      why: "best lap of driver 1, who drives the same car, 0.412 s faster than your best",
    });
    expect(chooseReference(session, [...laps.slice(0, 2), lap(1, 1, 91_000), laps[3]], 0)).toMatchObject({
      ...{kind: "session best", lap: laps[3]},
      why: "session best, of driver 2, 1.500 s faster than your best",
    });
  });

  it("is the own best lap where nobody is faster", () => {
    const laps = [lap(0, 1, 90_000), lap(0, 2, 89_500), lap(1, 1, 95_000)];
    expect(chooseReference(session, laps, 0)).toEqual({kind: "my best", lap: laps[1], why: "your best lap"});
  });

  it("grants a wish, and is null where it can't", () => {
    const laps = [lap(0, 1, 90_000), lap(1, 1, 95_000)];
    expect(chooseReference(session, laps, 0, "teammate")).toMatchObject({
      lap: laps[1],
      why: expect.stringContaining("5.000 s slower"),
    });
    expect(chooseReference(session, laps, 0, "session best")?.why).toBe("your best lap, the session's fastest");
    expect(chooseReference(session, laps, 2, "my best")).toBeNull();
    expect(chooseReference(session, laps, 2, "teammate")).toBeNull();
  });

  it("takes only valid laps from line to line, with samples and without a visit to the pits", () => {
    const bad = [{valid: false}, {complete: false}, {file: null}, {pit: true}].map((fields, i) =>
      lap(0, i + 2, 80_000, fields),
    );
    expect(chooseReference(session, [lap(0, 1, 90_000), ...bad], 0)?.lap.lap).toBe(1);
    expect(chooseReference(session, bad, 0)).toBeNull();
  });
});
