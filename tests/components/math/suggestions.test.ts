import {describe, expect, it} from "vitest";
import {knownWords, quotedName, suggestionsAt} from "../../../src/components/math/suggestions.js";
import {parseExpression} from "../../../src/core/expressions/parse.js";

const own = [
  {name: "Combined g", expression: "1 g", about: "grip"},
  {name: "Slip", expression: "1"},
];
const words = knownWords(own, (name) => name.startsWith("speed") || name.startsWith("tyreSurfaceTemp"));
/** The words for a text whose caret is at `|`. */
const at = (text: string, options = {}) => {
  const caret = text.indexOf("|");
  const found = suggestionsAt(text.replace("|", ""), caret, words, options);
  return found && [found.from, found.to, found.list.map(({text}) => text)];
};

describe("suggestionsAt(text, caret, words)", () => {
  it("completes names: channels of the lap first, then the user's and functions, then what the lap lacks", () => {
    expect(at("2 * spe|")).toEqual([4, 7, expect.arrayContaining(["speed", "windSpeed"])]);
    expect((at("s|")![2] as string[])[0]).toBe("speed");
    expect(at("tyreSurfaceTempF|")![2]).toEqual(["tyreSurfaceTempFl", "tyreSurfaceTempFr"]);
    const all = words.map(({text}) => text);
    expect(all.indexOf("speed")).toBeLessThan(all.indexOf('"Combined g"'));
    expect(all.indexOf('"Combined g"')).toBeLessThan(all.indexOf("derivative"));
    expect(all.indexOf("derivative")).toBeLessThan(all.indexOf("rpm"));
    expect(words.find(({text}) => text === "rpm")!.detail).toBe("engine speed, rpm, not in this lap");
  });

  it("finds names by what they mean, and those in quotes", () => {
    expect(at("integ|")![2]).toEqual(["integrate"]);
    expect(at("harvested|")![2]).toEqual(["ersHarvestedMguk", "ersHarvestedMguh"]);
    expect(at("qqq|")).toBeNull();
    expect(at('1 + "comb|')).toEqual([4, 9, ['"Combined g"']]);
  });

  it("offers wheels after a dot, and nothing where no name can stand", () => {
    expect(at("tyreSurfaceTemp.f|")).toEqual([16, 17, ["fl", "fr", "front"]]);
    expect(at("(a - b).sp|")).toEqual([8, 10, ["spread"]]);
    for (const text of ["0.2 s|", "5 km/h|", "50|", "1.|", "speed|", "|", "speed + |"])
      expect(at(text), text).toBeNull();
    expect(at("speed + |", {all: true})![2]).toHaveLength(8);
  });

  it("writes names so that they can be read", () => {
    expect([quotedName("Slip"), quotedName("Combined g"), quotedName("3rd")]).toEqual([
      "Slip",
      '"Combined g"',
      '"3rd"',
    ]);
    for (const {text, isFunction} of words) parseExpression(isFunction ? `${text}(1)` : text);
  });
});
