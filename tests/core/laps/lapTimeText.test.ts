import {expect, it} from "vitest";
import {lapTimeText} from "../../../src/core/laps/lapTimeText.js";

it.each([
  [83_456, "1:23.456"],
  [28_456, "28.456"],
  [59_999.6, "1:00.000"],
  [3_723_456, "1:02:03.456"],
  [3_599_999.5, "1:00:00.000"],
  [-1_005, "−1.005"],
  [0, "0.000"],
])("lapTimeText(%s) is %s", (ms, text) => expect(lapTimeText(ms)).toBe(text));

it("has the minute where a format wants it", () => expect(lapTimeText(28_456, {withMinutes: true})).toBe("0:28.456"));
