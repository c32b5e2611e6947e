import {describe, expect, it} from "vitest";
import {createRow, rowIndex} from "../../../../src/core/channels/telemetryRow.js";
import {DrivenDistance} from "../../../../src/core/live/publish/drivenDistance.js";

const TIME = rowIndex("sessionTime");
const SPEED = rowIndex("speedKmh");
const TOTAL = rowIndex("totalDistance");

function at(time: number, metresPerSecond: number, total = Number.NaN) {
  const row = createRow();
  row[TIME] = time;
  row[SPEED] = metresPerSecond * 3.6;
  row[TOTAL] = total;
  return row;
}

describe("DrivenDistance", () => {
  it("of a car that brakes evenly is v²/2a, whatever the steps", () => {
    const driven = new DrivenDistance();
    let metres = 0;
    // from 60 m/s at 20 m/s² to rest
    for (const time of [0, 0.01, 0.5, 0.55, 1.7, 2.9, 3]) metres = driven.next(at(100 + time, 60 - 20 * time));
    expect(metres).toBeCloseTo(60 ** 2 / (2 * 20), 9);
  });

  it("is the game's own where it counts", () => {
    const driven = new DrivenDistance();
    expect([driven.next(at(0, 50, -300)), driven.next(at(1, 50, -250))]).toEqual([-300, -250]);
  });

  it("leaves out a gap of more than 5 s, and does not fall while the speed is unknown", () => {
    const driven = new DrivenDistance();
    const times = [0, 1, 10, 11];
    expect(times.map((time) => driven.next(at(time, 10)))).toEqual([0, 10, 10, 20]);
    expect(driven.next(at(11.5, Number.NaN))).toBe(20);
    expect(driven.next(at(12, 10))).toBeCloseTo(30, 9);
    expect(new DrivenDistance().next(at(0, Number.NaN))).toBeNaN();
  });
});
