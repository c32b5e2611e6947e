import {expect, it} from "vitest";
import {carOf, learn, nothingKnown, passTime} from "../../../src/core/strategy/predictions/raceKnown.js";
import {rewindRace} from "../../../src/core/strategy/predictions/rewind.js";

it("a flashback takes back the time past the lane that the undone lap gave: that of the lap before counts again", () => {
  const known = nothingKnown();
  const car = 3;
  // a mark each 10 s in lap 1, 11 s in lap 2, 12 s in lap 3; eight marks a lap
  let start = 0;
  for (const [lap, markS] of [
    [1, 10],
    [2, 11],
    [3, 12],
    [4, 13],
  ]) {
    const none = {fuel: null, compound: null, tyreAge: null, wear: null, position: null};
    learn(known, {type: "line", time: start, car, lap, lineS: start, ...none});
    if (lap > 1) learn(known, {type: "lap", time: start, car, lap: lap - 1, timeMs: (markS - 1) * 8000, valid: true});
    if (lap === 4) break;
    for (let mark = 0; mark < 8; mark++) learn(known, {type: "mark", time: start + mark * markS, car, lap, mark});
    start += 8 * markS;
  }
  // from 500 m to 1500 m there are four marks
  const past = () => passTime(known, carOf(known, car), {lap: 4, place: 500}, {lap: 4, place: 1500});
  expect(past()).toBeCloseTo(4 * 12, 9);
  rewindRace(known, car, 80 + 88 + 30);
  expect(carOf(known, car)).toMatchObject({lap: 3, pass: {lap: 2, lapS: 88}});
  expect(past()).toBeCloseTo(4 * 11, 9);
});
