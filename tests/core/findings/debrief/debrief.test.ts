import {describe, expect, it} from "vitest";
import {folderArchive} from "../../../../loaders/archive/folderArchive.js";
import {debriefOf} from "../../../../src/core/findings/debrief/debrief.js";
import {isAboveNoise} from "../../../../src/core/findings/debrief/debriefParts.js";
import {openDebrief} from "../../../../src/core/findings/debrief/openDebrief.js";
import {isConfirmed} from "../../../../src/core/laps/isConfirmed.js";
import {chooseLaps} from "../../../../src/core/laps/open/chooseLaps.js";
import {madeComparison} from "../../../support/madeDebrief.js";

const bo = [1, 2, 3, 4].map((lap) => ({car: 1, lap, first: 120 + lap / 10, second: 120 - lap / 10}));
const slowFirst = [1, 2, 3, 4].map((lap) => ({lap, first: 100 + lap / 10, second: 120 + lap / 10}));

describe("debriefOf(opened, options)", () => {
  it("ranks the corner where a driver loses time lap after lap first, and says what differs", () => {
    const debrief = debriefOf(madeComparison(slowFirst, bo));
    const [worst] = debrief.parts;
    expect(debrief.lap).toBeNull();
    expect(worst).toMatchObject({status: "repeats", repeats: {same: 16, of: 16, isHabit: true}});
    expect(worst.place.name).toBe("Turn 1");
    expect(worst.what).toMatch(/km\/h lower/);
    expect(debrief.parts.filter(({status}) => status === "repeats")).toHaveLength(1);
    expect(debrief.repeatingS).toBeCloseTo(worst.time.value!, 12);
    expect(debrief.work.map(({place}) => place.name)).toEqual(["Turn 1"]);
    expect(debrief.work[0].worthS[0]).toBeLessThan(worst.time.value!);
    expect(debrief.work[0].worthS[1]).toBeGreaterThan(worst.time.value!);
  });

  it("of one lap: its parts add up to the difference exactly", () => {
    const {parts, total, lap, shown} = debriefOf(madeComparison(slowFirst, bo), {lap: 2});
    expect(lap).toBe(2);
    const sum = parts.reduce((s, {time}) => s + time.value!, 0);
    expect(sum).toBeCloseTo(total.value!, 9);
    expect(shown.delta.deltaS.at(-1)).toBeCloseTo(total.value!, 9);
  });

  it("nothing stands out between laps of one driver", () => {
    const same = bo.map(({first, second}, i) => ({lap: i + 1, first: second, second: first}));
    const {work, nothing, parts, repeatingS} = debriefOf(madeComparison(same, bo));
    expect(work).toEqual([]);
    expect(nothing).toMatch(/^nothing in these laps stands out above ±0\.0\d s/);
    expect(parts.some(isAboveNoise)).toBe(false);
    expect(repeatingS).toBe(0);
  });

  it("two laps are no habit: the faster one is explained, and what is missing is said", () => {
    const {lap, repeatingS, parts, questions} = debriefOf(madeComparison(slowFirst.slice(0, 2), bo));
    expect(lap).toBe(2);
    expect(repeatingS).toBeNull();
    expect(parts[0]).toMatchObject({status: "once", repeats: null});
    expect(questions[0]).toBe("Whether anything repeats: 2 laps are compared, and a habit needs 3 at least.");
  });

  it("a missing brake channel is named, not taken for no braking", () => {
    const {questions} = debriefOf(
      madeComparison(
        slowFirst.map((lap) => ({...lap, brake: false})),
        bo,
      ),
    );
    expect(questions).toContain("Brake point: no brake channel.");
  });

  it("against the theoretical best, evidence is the lap that the part is from", () => {
    const usual = Array.from({length: 30}, (_, i) => ({
      lap: 3 + i,
      first: 110 + (i % 5) / 10,
      second: 110 + (i % 3) / 10,
    }));
    const laps = [{lap: 1, first: 124, second: 110}, {lap: 2, first: 110, second: 124}, ...usual];
    const debrief = debriefOf(madeComparison(laps.slice(1), laps.slice(0, 1)), {theoretical: true, lap: 3});
    expect(debrief.isAgainstBest).toBe(true);
    expect(debrief.comparison.laps.map(({lap}) => lap)).toEqual(laps.map(({lap}) => lap));
    const best = debrief.comparison.references[0].grid.lapTimeS!;
    expect(Math.min(...debrief.comparison.laps.map(({grid}) => grid.lapTimeS!))).toBeGreaterThan(best);
    const evidence = Object.fromEntries(
      debrief.work.map(({place, evidence: [, reference]}) => [place.name, reference.lap]),
    );
    expect(evidence).toMatchObject({"Turn 1": 1, "Turn 2": 2});
    expect(isConfirmed(debrief.shown.delta)).toBeNull();
  });

  it("an unknown lap is an error", () => {
    expect(() => debriefOf(madeComparison(slowFirst, bo), {lap: 9})).toThrow("no lap 9");
  });
});

describe("openDebrief(archive, request)", () => {
  const archive = folderArchive("recordings");
  const cautious = "20260301-150000-ea4ca3";
  const steady = {session: "20260301-140000-906dfc", car: 0};

  it("the parts of a bundled lap add up to the official difference, which the samples confirm", async () => {
    const {parts, shown, lap} = await openDebrief(archive, {session: cautious, lap: 3, reference: steady});
    expect(lap).toBe(3);
    const sum = parts.reduce((s, {time}) => s + time.value!, 0);
    expect(1000 * sum).toBeCloseTo(shown.delta.officialDifferenceMs!, 6);
    expect(isConfirmed(shown.delta)).toBe(true);
  });

  it("reads so many laps at most, the fastest", async () => {
    const chosen = await chooseLaps(archive, {session: cautious}, {reference: steady, most: 2});
    expect(chosen.laps.map(({lap}) => lap)).toEqual([1, 3]);
    expect(chosen.limited).toBe("the 2 fastest of 3 valid laps are read");
  });

  it("says which lap can't be compared with itself", async () => {
    await expect(openDebrief(archive, {session: cautious, lap: 1, reference: "my best"})).rejects.toThrow(
      "lap 1 is the reference itself",
    );
    await expect(openDebrief(archive, {session: cautious, reference: "teammate"})).rejects.toThrow("teammate");
  });
});
