import {describe, expect, it} from "vitest";
import type {LapRow, SessionFile} from "../../../../src/core/archive/types.js";
import {chooseLaps} from "../../../../src/core/laps/open/chooseLaps.js";
import type {LapArchive} from "../../../../src/core/laps/open/lapArchive.js";
import {lapRow, sessionFile} from "../../../support/session.js";

const DRIVERS = ["Ada", "Ben", "Cy"].map((name, car) => ({
  ...{car, name, team: car < 2 ? "A" : "B", raceNumber: car, ai: car === 2, restricted: false},
}));

function archive(laps: Partial<LapRow>[], fields: Partial<SessionFile> = {}): LapArchive {
  const rows = laps.map((row) => lapRow({file: "f", samples: 9, driver: DRIVERS[row.car ?? 0].name, ...row}));
  const session = sessionFile("s", {drivers: DRIVERS, ...fields});
  const none = () => Promise.reject(new Error("not asked for"));
  return {session: async (id) => (id === "s" ? {session, laps: rows} : none()), samples: none, tracks: none};
}

/** [car, lap, ms] */
const drive = (...laps: [car: number, lap: number, lapTimeMs: number][]) =>
  laps.map(([car, lap, lapTimeMs]) => ({car, lap, lapTimeMs}));
const names = (laps: {car: number; lap: number}[]) => laps.map(({car, lap}) => `${car}:${lap}`).join(" ");

describe("chooseLaps(archive, subject, options)", () => {
  it("takes the player's valid laps without pit stops, against all valid laps of the faster teammate, best first", async () => {
    const laps = [
      ...drive(
        [0, 1, 90_000],
        [0, 2, 89_000],
        [0, 3, 91_000],
        [0, 4, 88_500],
        [1, 1, 88_900],
        [1, 2, 88_000],
        [2, 1, 80_000],
      ),
    ];
    const odd: Partial<LapRow>[] = [
      {car: 0, lap: 5, valid: false},
      {car: 0, lap: 6, pit: true},
      {car: 1, lap: 3, complete: false},
    ];
    const chosen = await chooseLaps(archive([...laps, ...odd]), {session: "s"});
    expect(names(chosen.laps)).toBe("0:1 0:2 0:3 0:4");
    expect(names(chosen.references)).toBe("1:2 1:1");
    expect(chosen.why).toContain("Ben");
    const single = await chooseLaps(archive(laps), {session: "s"}, {single: true});
    expect(names(single.references)).toBe("1:2");
  });

  it("takes the driver's own best lap where nobody is faster, and leaves it out of the others", async () => {
    const chosen = await chooseLaps(archive(drive([0, 1, 90_000], [0, 2, 89_000], [0, 3, 91_000], [1, 1, 95_000])), {
      session: "s",
    });
    expect([names(chosen.laps), names(chosen.references)]).toEqual(["0:1 0:3", "0:2"]);
  });

  it("leaves out the start of a race and neutralised laps, of both drivers, unless they are named or there is no other", async () => {
    const events: SessionFile["events"] = [
      {sessionTime: 270, code: "SCAR", details: {safetyCarType: 1, eventType: 0}},
      {sessionTime: 355, code: "SCAR", details: {safetyCarType: 1, eventType: 2}},
    ];
    const at = (rows: Partial<LapRow>[]) =>
      rows.map((row) => ({...row, startTime: 90 * (row.lap! - 1), endTime: 90 * row.lap! - 1}));
    const laps = at(
      drive(
        ...[1, 2, 3, 4, 5].map((n): [number, number, number] => [
          0,
          n,
          n === 4 ? 140_000 : n === 1 ? 95_000 : 90_000 + n,
        ]),
        ...[1, 2, 3, 4, 5].map((n): [number, number, number] => [
          1,
          n,
          n === 4 ? 139_000 : n === 1 ? 94_000 : 89_000 + n,
        ]),
      ),
    );
    const race = archive(laps, {type: "race", events});
    const chosen = await chooseLaps(race, {session: "s"});
    expect(names(chosen.laps)).toBe("0:2 0:3 0:5");
    expect(names(chosen.references).split(" ").sort().join(" ")).toBe("1:2 1:3 1:5");
    expect(names((await chooseLaps(race, {session: "s", car: 0, lap: 1})).laps)).toBe("0:1");
    // nothing else was driven
    const first = archive(
      laps.filter(({lap}) => lap === 1 || lap === 4),
      {type: "race", events},
    );
    expect(names((await chooseLaps(first, {session: "s", car: 0})).laps)).toBe("0:1 0:4");
    const practice = archive(laps, {type: "practice", events});
    expect(names((await chooseLaps(practice, {session: "s"})).laps)).toBe("0:1 0:2 0:3 0:5");
  });

  it("says why it shows a car that the recording does not name as the player's", async () => {
    const laps = drive([0, 1, 90_000], [0, 2, 91_000], [1, 1, 89_000], [1, 2, 89_500]);
    const chosen = await chooseLaps(archive(laps, {playerCar: null}), {session: "s"});
    expect(chosen.laps[0].car).toBe(1);
    expect(chosen.because).toMatch(/which of 2 drivers is the player: the fastest car is shown/);
  });

  it("takes what the user names, also a lap that does not count", async () => {
    const laps = [...drive([0, 1, 90_000], [1, 1, 89_000], [1, 2, 89_500]), {car: 0, lap: 2, valid: false}];
    const chosen = await chooseLaps(
      archive(laps),
      {session: "s", car: 0, lap: 2},
      {reference: {session: "s", car: 1, lap: 2}},
    );
    expect([names(chosen.laps), names(chosen.references), chosen.why]).toEqual(["0:2", "1:2", "chosen by you"]);
    const fastest = await chooseLaps(archive(laps), {session: "s"}, {reference: {session: "s", car: 1}, single: true});
    expect([names(fastest.references), fastest.why]).toEqual(["1:1", "the fastest of the car chosen by you"]);
  });

  it.each([
    [{session: "s", car: 2}, "no car 2; cars with laps: 0–1"],
    [{session: "s", car: 1, lap: 9}, "car 1 has no lap 9"],
    [{session: "x"}, "not asked for"],
  ])("refuses %j: %s", async (subject, reason) => {
    await expect(chooseLaps(archive(drive([0, 1, 90_000], [0, 2, 91_000], [1, 1, 95_000])), subject)).rejects.toThrow(
      reason,
    );
  });
});
