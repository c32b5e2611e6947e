import {describe, expect, it} from "vitest";
import {checkFinding} from "../../../src/core/findings/checkFinding.js";
import {type Finding, findingId} from "../../../src/core/findings/finding.js";

function sound(): Finding {
  const finding: Finding = {
    id: "",
    rule: {id: "driver-time", version: 1},
    ...{status: "found", reason: null, kind: "time", measure: "time", unit: "s", about: "driver"},
    subject: {session: "a", car: 0, driver: "Ada", laps: [1, 2, 3]},
    reference: {session: "b", car: 1, driver: "Ben", laps: [4], why: "the session's best lap"},
    place: {track: "Oval", kind: "corner", number: 6, name: "Turn 6", phase: null, fromM: 100, toM: 200},
    ...{value: 0.08, measured: 0.05, interval: [0.05, 0.11], noiseFloor: 0.017},
    n: {laps: 3, referenceLaps: 1, pairings: 3, sameSign: 3, leftOut: 0},
    ...{chance: 0.01, resolves: 0.03, more: null, estimate: null},
    phases: {braking: 0.04, exit: 0.01},
    carried: [{seconds: 0.03, name: "straight 6"}],
    groups: null,
    evidence: [{session: "a", car: 0, lap: 2, fromM: 100, toM: 200}],
    limitations: [],
    text: "Turn 6: 0.080 s a lap slower",
  };
  finding.id = findingId(finding);
  return finding;
}

describe("checkFinding(value)", () => {
  it("has nothing against a sound finding, also after JSON", () => {
    expect(checkFinding(sound())).toEqual([]);
    expect(checkFinding(JSON.parse(JSON.stringify(sound())))).toEqual([]);
  });

  it("names every field that is missing or of another type", () => {
    for (const name of Object.keys(sound())) {
      const {[name as keyof Finding]: _, ...rest} = sound();
      expect(checkFinding(rest), name).toEqual([`invalid ${name}`]);
      expect(checkFinding({...sound(), [name]: {of: "another type"}}), name).toContain(`invalid ${name}`);
    }
    expect(checkFinding({...sound(), score: 7})).toEqual(["unknown field: score"]);
    for (const value of [null, 3, "found", [], undefined]) expect(checkFinding(value)).toEqual(["not an object"]);
  });

  it.each<[string, (finding: Finding) => void]>([
    ["value outside its interval", (f) => (f.value = 0.2)],
    ["found below the noise floor", (f) => (f.noiseFloor = 0.09)],
    ["found with an interval that includes 0", (f) => (f.interval = [-0.01, 0.11])],
    ["found without evidence", (f) => (f.evidence = [])],
    ["a habit of one lap", (f) => (f.n.laps = 1)],
    ["time is in s", (f) => (f.unit = "m")],
    ["phases that do not add up to the measured time", (f) => (f.phases = {braking: 0.04, exit: 0.02})],
    ["a phase of another kind", (f) => (f.place.phase = "exit")],
    ["a time of another kind", (f) => (f.kind = "difference")],
    ["an estimate of a measured time", (f) => (f.estimate = {seconds: 0.05, interval: null, method: "as it was"})],
    ["a reason belongs to what is not found", (f) => (f.reason = "too few laps")],
    ["more pairings of one sign than pairings", (f) => (f.n.sameSign = 4)],
    ["a place that ends before it begins", (f) => (f.place.toM = 50)],
    ["names a cause", (f) => (f.text += " because of the tyres")],
    ["unavailable with a value", (f) => Object.assign(f, {status: "unavailable", reason: "no brake channel"})],
    ["value is not the measured time and what was carried", (f) => Object.assign(f, {about: "lap", measured: 0.08})],
  ])("finds the contradiction: %s", (text, change) => {
    const finding = sound();
    change(finding);
    finding.id = findingId(finding);
    expect(checkFinding(finding)).toContain(text);
  });
});

describe("findingId(finding)", () => {
  it("is of what the finding is about, not of its value; another lap, place, measure or version has another", () => {
    const id = findingId(sound());
    expect(findingId({...sound(), value: 1, text: "other"} as Finding)).toBe(id);
    const others: Partial<Finding>[] = [
      {rule: {id: "driver-time", version: 2}},
      {subject: {...sound().subject, laps: [1, 2, 4]}},
      {reference: {...sound().reference, laps: [5]}},
      {place: {...sound().place, number: 7}},
      {measure: "brake point"},
    ];
    expect(new Set([id, ...others.map((other) => findingId({...sound(), ...other}))]).size).toBe(6);
    expect(checkFinding({...sound(), id: "0123456789abcdef"})).toEqual(["id is not that of its contents"]);
  });
});
