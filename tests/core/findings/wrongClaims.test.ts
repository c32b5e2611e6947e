import {describe, expect, it} from "vitest";
import {findingsAboutDriver, findingsAboutLaps} from "../../../src/core/findings/findingsAbout.js";
import {comparisonOf, driveLaps, type SimulatedLap} from "../../support/simulatedLaps.js";

const OPTIONS = {seed: 41, laps: 5};
const plain = driveLaps(OPTIONS);
const reference = driveLaps({seed: 42, laps: 5});

/** The samples' positions and inputs are those of one game frame before. */
function oneFrameLate({driven, channels, lap}: SimulatedLap): SimulatedLap {
  const {time} = driven;
  const late = (column: ArrayLike<number>) =>
    Float64Array.from(time, (t, i) => {
      const share = i > 0 ? 1 / 60 / (t - time[i - 1]) : 0;
      return i > 0 ? column[i] + share * (column[i - 1] - column[i]) : column[i];
    });
  const inputs = Object.fromEntries(
    Object.entries(channels).map(([name, column]) => [name, name === "gear" ? column : late(column)]),
  );
  return {
    lap,
    driven: {...driven, x: late(driven.x!), z: late(driven.z!)},
    channels: inputs as SimulatedLap["channels"],
  };
}

/** A short dab of the brake on the straight before turn 6 of Silverstone. */
function dab({driven, channels, lap}: SimulatedLap): SimulatedLap {
  const from = driven.time[driven.distance ? Array.from(driven.distance).findIndex((m) => m > 1700) : 0];
  const brake = channels.brake.map((value, i) =>
    driven.time[i] >= from && driven.time[i] < from + 0.15 ? 0.3 : value,
  );
  return {lap, driven, channels: {...channels, brake}};
}

const found = (findings: ReturnType<typeof findingsAboutDriver>) =>
  findings.filter(({status}) => status === "found").map(({text}) => text);

describe("no wrong claim", () => {
  it("of the same laps paired one frame late: no part of any lap differs", () => {
    const late = comparisonOf(driveLaps({...OPTIONS, spoil: oneFrameLate}), plain);
    for (let k = 0; k < late.laps.length; k++)
      expect(
        found(findingsAboutLaps({...late, laps: [late.laps[k]], references: [late.references[k]]})),
        `lap ${k + 1}`,
      ).toEqual([]);
    expect(found(findingsAboutDriver(late))).toEqual([]);
  });

  it("of a driver paired one frame late against another: what is claimed without it, is claimed with it", () => {
    const late = found(findingsAboutDriver(comparisonOf(driveLaps({...OPTIONS, spoil: oneFrameLate}), reference)));
    const before = found(findingsAboutDriver(comparisonOf(plain, reference)));
    expect(late.map((text) => text.split(":")[0])).toEqual(before.map((text) => text.split(":")[0]));
  });

  it("of a dab of the brake before a corner: the braking point does not move", () => {
    const dabbed = comparisonOf(driveLaps({...OPTIONS, spoil: dab}), plain);
    const corner = dabbed.laps[0].measures.find(({number}) => number === 6);
    expect(corner?.brake?.applications).toBe(2);
    expect(corner?.brake?.firstM).toBeLessThan(1760);
    for (let k = 0; k < dabbed.laps.length; k++)
      expect(found(findingsAboutLaps({...dabbed, laps: [dabbed.laps[k]], references: [dabbed.references[k]]}))).toEqual(
        [],
      );
    expect(found(findingsAboutDriver(dabbed))).toEqual([]);
  });
});
