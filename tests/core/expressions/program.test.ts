import {describe, expect, it} from "vitest";
import {compileExpressions} from "../../../src/core/expressions/program.js";

describe("compileExpressions", () => {
  it("checks a wrong channel once for all that refer to it", () => {
    let reads = 0;
    const channels = Array.from({length: 100}, (_, i) => ({
      name: `C${i}`,
      get expression() {
        reads++;
        return i === 0 ? "speed + unknown" : `speed + C${i - 1}`;
      },
    }));
    const {failed} = compileExpressions(channels);
    expect([failed.length, reads <= 200]).toEqual([100, true]);
    expect(failed[2].error.message).toMatch(/^in C1: in C0: unknown channel: unknown/);
  });

  it("bounds its work: a chain too long for its first channels leaves the last ones right", () => {
    const chain = (sum: number) =>
      Array.from({length: 60}, (_, i) => ({
        name: `C${i}`,
        expression: Array(sum)
          .fill("speed")
          .concat(i < 59 ? `C${i + 1}` : [])
          .join("+"),
      }));
    const {failed, program} = compileExpressions(chain(1));
    expect(failed.length + program.outputs.length).toBe(60);
    expect(program.outputs.map(({of}) => of)).toEqual(expect.arrayContaining(["C45", "C59"]));
    const wide = Array.from({length: 200}, (_, i) => ({
      name: `W${i}`,
      expression: `${"speed+".repeat(140)}${i}*speed`,
    }));
    expect(compileExpressions(wide).failed.map(({error}) => error.message)).toEqual([]);
  });
});
