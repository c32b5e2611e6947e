import {describe, expect, it} from "vitest";
import {CellError} from "../../../src/components/notebook/cellError.js";
import {sessionViews} from "../../../src/components/notebook/sessionViews.js";
import {SESSION_CHARTS, sessionChartCell} from "../../../src/components/session/sessionChart.js";

const chart = sessionViews({resize: () => null as never}) as (...words: unknown[]) => Promise<unknown>;

describe("sessionChart(chart, session)", () => {
  it.each([
    [["pace", "s"], /no chart of a session is named "pace"/, /"lapTimes", "stints"/],
    [["toString", "s"], /named "toString"/, /lapTimes/],
    [[{}, "s"], /named this object/, /lapTimes/],
    [["stints"], /undefined is no session/, /row of sessions/],
    [["stints", [{session: "s"}]], /an array of 1 is no session/, /row of sessions/],
  ])("says what to write instead of %j", async (words, message, mend) => {
    const error = (await chart(...words).catch((reason) => reason)) as CellError;
    expect(error).toBeInstanceOf(CellError);
    expect(error.message).toMatch(message);
    expect(error.mend).toMatch(mend);
  });

  it("is copied as a call with its name and the session's id", () => {
    expect(SESSION_CHARTS.map((name) => sessionChartCell(name, 'a"b'))).toEqual([
      'sessionChart("lapTimes", "a\\"b")',
      'sessionChart("stints", "a\\"b")',
    ]);
  });
});
