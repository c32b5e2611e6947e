import {describe, expect, it} from "vitest";
import type {Finding} from "../../../src/core/findings/finding.js";
import {nothingStandsOut} from "../../../src/core/findings/summary.js";
import {
  limitationsOnce,
  phaseText,
  repetitionText,
  signedSeconds,
  sizeText,
  textOf,
} from "../../../src/core/findings/words.js";

const CORNER = {track: "Oval", kind: "corner" as const, number: 6, name: "Turn 6", phase: null, fromM: 0, toM: 9};

function claim(fields: Partial<Finding>): Finding {
  return {
    ...{id: "", text: "", rule: {id: "r", version: 1}, status: "found", reason: null, kind: "time", measure: "time"},
    ...{unit: "s", about: "driver", subject: {session: "s", car: 0, driver: "Ada", laps: [7]}},
    reference: {session: "s", car: 1, driver: "Ben", laps: [3], why: "session best"},
    place: CORNER,
    ...{value: 0.0816, measured: 0.05, interval: [0.0512, 0.1119], noiseFloor: 0.02, resolves: 0.03, chance: 0.01},
    n: {laps: 5, referenceLaps: 5, pairings: 25, sameSign: 24, leftOut: 0},
    ...{more: null, estimate: null, phases: null, carried: [], evidence: [], limitations: []},
    ...fields,
  } as Finding;
}

describe("textOf(finding)", () => {
  it.each<[Partial<Finding>, string]>([
    [{}, "Turn 6: +0.082 s a lap (+0.051 to +0.112 s; 24 of 25 pairings of laps)"],
    [
      {kind: "phase", value: -0.08, interval: [-0.11, -0.05], place: {...CORNER, phase: "exit"}},
      "Turn 6, exit: −0.080 s a lap (−0.110 to −0.050 s; 24 of 25 pairings of laps)",
    ],
    [
      {about: "lap", interval: [0.0576, 0.1056], carried: [{seconds: 0.03, name: "straight 6"}]},
      "lap 7, Turn 6: +0.082 s (±0.024 s); +0.030 s of it passed later, on straight 6, and began here",
    ],
    [
      {about: "lap", interval: [0.0576, 0.1056], carried: [{seconds: -0.03, name: "Turn 5"}]},
      "lap 7, Turn 6: +0.082 s (±0.024 s); without +0.030 s that began at Turn 5",
    ],
    [
      {
        ...{kind: "difference", measure: "brake point", value: -9.84, interval: [-11.5, -8.13]},
        estimate: {seconds: 0.055, interval: null, method: "m"},
      },
      "Turn 6: brakes 9.8 m earlier (8.1 to 11.5 m); alone about +0.055 s a lap, an estimate",
    ],
    [
      {kind: "difference", measure: "minimum speed", value: -1, interval: [-1.5, -0.5]},
      "Turn 6: minimum speed 3.6 km/h lower (1.8 to 5.4 km/h)",
    ],
    [
      {
        ...{kind: "change", measure: "apex grip", value: -0.05, interval: [-0.06, -0.04]},
        place: {...CORNER, kind: "lap", number: null},
      },
      "whole lap: from lap 7 on 5.0 % less lateral acceleration at the minimum speeds of corners (4.0 to 6.0 %) than on the laps before",
    ],
    [
      {status: "not resolved", reason: "+0.031 s, but less than these laps can show"},
      "Turn 6: not resolved by these laps: +0.031 s, but less than these laps can show",
    ],
    [
      {status: "unavailable", kind: "difference", measure: "brake point", reason: "no brake channel"},
      "Turn 6: brake point unavailable: no brake channel",
    ],
  ])("%#: %j", (fields, text) => {
    expect(textOf(claim(fields))).toBe(text);
  });

  it("prints signs, and no minus before nothing", () => {
    expect([0.0004, -0.0004, -0.25].map(signedSeconds)).toEqual(["+0.000 s", "+0.000 s", "−0.250 s"]);
    expect(sizeText("shift speed", -(1400 * 2 * Math.PI) / 60)).toBe("1400 rpm");
  });
});

it("repetitionText(finding) says why a sign that repeats is no habit", () => {
  const open = {status: "not resolved", value: 0.019, noiseFloor: 0.03, resolves: 0.05} as const;
  const count = (sameSign: number) => ({n: {...claim({}).n, pairings: 20, sameSign}});
  expect(repetitionText(claim({...open, ...count(20)}))).toBe(
    "every time (20 of 20), but less than these laps can measure (±0.03 s)",
  );
  expect(repetitionText(claim({...open, value: 0.04, ...count(19)}))).toBe(
    "19 of 20, but less than these laps can show (±0.05 s)",
  );
  expect(repetitionText(claim({...open, ...count(11)}))).toBe("11 of 20: it changes from lap to lap");
  expect(repetitionText(claim(count(19)))).toBe("19 of 20");
});

it("phaseText(phases) names the phases that are found, the greatest first; textOf has it before the limits", () => {
  const phase = (name: string, value: number, status: Finding["status"] = "found") =>
    claim({value, status, place: {...CORNER, phase: name}});
  const text = phaseText([phase("entry", 0.03, "not resolved"), phase("middle", -0.03), phase("exit", 0.09)]);
  expect(text).toBe("+0.090 s on the exit, −0.030 s in the middle");
  expect(textOf(claim({}), text)).toBe(
    "Turn 6: +0.082 s a lap: +0.090 s on the exit, −0.030 s in the middle (+0.051 to +0.112 s; 24 of 25 pairings of laps)",
  );
  expect(phaseText([phase("entry", 0.03, "not resolved"), phase("exit", 0.02, "not resolved")])).toBe("");
  expect(phaseText([phase("exit", 0.09)])).toBe("");
});

it("limitationsOnce(claims) has each sentence once, with the claims' names where it is not about all", () => {
  const [common, own] = ["of 30 places compared", "against a single lap"];
  expect(
    limitationsOnce([
      {name: "Turn 1", limitations: [common]},
      {name: "Turn 4", limitations: [common, own]},
    ]),
  ).toEqual([common, `Turn 4: ${own}`]);
  expect(limitationsOnce([{name: "Turn 1", limitations: []}])).toEqual([]);
});

describe("nothingStandsOut(findings)", () => {
  const open = (name: string, resolves: number) =>
    claim({status: "not resolved", reason: "r", resolves, place: {...claim({}).place, name}});

  it("states what these laps would have shown, rounded up, and names the places that show less", () => {
    const limits = [0.031, 0.042, 0.021, 0.0405].map((resolves, i) => open(`Turn ${i}`, resolves));
    expect(nothingStandsOut(limits)).toBe("nothing in these laps stands out above ±0.05 s");
    expect(nothingStandsOut([...limits, open("Turn 9", 0.311)])).toBe(
      "nothing in these laps stands out above ±0.05 s (Turn 9 ±0.32 s)",
    );
    expect(nothingStandsOut([...limits, claim({})])).toBe("nothing else in these laps stands out above ±0.05 s");
  });

  it("does not call a lap without corners a part that stands out", () => {
    const lap = claim({place: {...claim({}).place, kind: "straight", name: "straight 1"}});
    expect(nothingStandsOut([lap])).toContain("do not say where");
  });

  it("claims nothing of too few laps", () => {
    expect(nothingStandsOut([claim({status: "not resolved", reason: "r", resolves: null})])).toContain("too few");
  });
});
