import {describe, expect, it} from "vitest";
import {compoundName} from "../../../../src/core/channels/tyreCompound.js";
import * as enums from "../../../../src/core/games/f1/enums.js";

describe("names of ids", () => {
  it("trackName(id)", () => {
    expect([0, 3, 7, 11, 17, 26, 32, 39, 42].map(enums.trackName)).toEqual([
      "Melbourne",
      "Sakhir",
      "Silverstone",
      "Monza",
      "Austria",
      "Zandvoort",
      "Losail",
      "Silverstone (reverse)",
      "Madrid",
    ]);
    expect([-1, 33, 99].map(enums.trackName)).toEqual(["unknown track", "track 33", "track 99"]);
  });

  it("sessionTypeName(format, id) follows the renumbering of 2024", () => {
    expect([5, 10, 13, 14].map((id) => enums.sessionTypeName(2023, id))).toEqual([
      "qualifying 1",
      "race",
      "time trial",
      "session type 14",
    ]);
    expect([5, 10, 15, 18, 19].map((id) => enums.sessionTypeName(2024, id))).toEqual([
      "qualifying 1",
      "sprint shootout 1",
      "race",
      "time trial",
      "session type 19",
    ]);
    expect(enums.sessionTypeName(2026, 18)).toBe("time trial");
  });

  it("teamName(format, id) tells seasons apart", () => {
    expect([6, 9].map((id) => enums.teamName(2023, id))).toEqual(["Alpha Tauri", "Alfa Romeo"]);
    expect([6, 9].map((id) => enums.teamName(2025, id))).toEqual(["RB", "Sauber"]);
    expect(
      [94, 103, 104, 106, 116, 117, 118, 128, 129, 140, 153, 168, 194].map((id) => enums.teamName(2025, id)),
    ).toEqual([
      "Alfa Romeo '20",
      "AMG GTR Pro",
      "custom team",
      "Prema F2 '21",
      "Trident F2 '21",
      "AMG GT Black",
      "Mercedes '22",
      "Konnersport '22",
      "Konnersport",
      "ART F2 '22",
      "Virtuosi F2 '23",
      "Invicta F2 '24",
      "Sauber '24",
    ]);
    expect([475, 476, 486, 65535, 255].map((id) => enums.teamName(2026, id))).toEqual([
      "Invicta F2 '25",
      "Mercedes '26",
      "Cadillac '26",
      "no team",
      "team 255",
    ]);
    expect([255, 123, 141].map((id) => enums.teamName(2024, id))).toEqual(["no team", "Alpine '22", "team 141"]);
  });

  it("compoundName(visualId), actualCompoundName(id)", () => {
    expect([16, 17, 18, 7, 8, 19, 99].map(compoundName)).toEqual([
      "soft",
      "medium",
      "hard",
      "intermediate",
      "wet",
      "super soft",
      "compound 99",
    ]);
    expect([16, 17, 18, 19, 20, 21, 22, 7, 8, 99].map(enums.actualCompoundName)).toEqual([
      "C5",
      "C4",
      "C3",
      "C2",
      "C1",
      "C0",
      "C6",
      "intermediate",
      "wet",
      "compound 99",
    ]);
  });

  it("the other lists begin and end where they should", () => {
    expect([0, 5, 6].map(enums.weatherName)).toEqual(["clear", "storm", "weather 6"]);
    expect([0, 17, 18].map(enums.penaltyName)).toEqual(["drive-through", "black flag timer", "penalty 18"]);
    expect([0, 17, 30, 34, 44, 49, 54, 55].map(enums.infringementName)).toEqual([
      "blocking by slow driving",
      "pit lane speeding",
      "wall riding",
      "jump start",
      "black flag timer",
      "parc fermé change",
      "attribute assigned",
      "infringement 55",
    ]);
    expect([3, 10, 11].map(enums.resultReasonName)).toEqual(["terminal damage", "session simulated", "reason 11"]);
    expect([23, 25, 5, 0].map(enums.gameName)).toEqual(["F1 23", "F1 25", "F1 05", "F1"]);
  });
});
