import {describe, expect, it} from "vitest";
import {RowBuffer} from "../../../../src/core/live/timeline/rowBuffer.js";

describe("RowBuffer", () => {
  it("keeps the last seconds as one view; a flashback removes what it undid", () => {
    const buffer = new RowBuffer(2);
    for (let i = 0; i < 5000; i++) buffer.append(i / 60, ["a"], () => i);
    const {time, values} = buffer.between("a", 0, 1000);
    expect(time.length).toBe(121);
    expect(values[0]).toBe(4999 - 120);
    expect(buffer.at("a", 4998.5 / 60)).toBe(4998);
    buffer.append(4950 / 60, ["a"], () => -1);
    expect(buffer.to).toBe(4950 / 60);
    expect([...buffer.between("a", 4948.5 / 60, 1000).values]).toEqual([4949, -1]);
  });
});
