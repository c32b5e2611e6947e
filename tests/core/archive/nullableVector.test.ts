import {Bool, Float64, Table, tableToIPC, Uint8, Uint32, Utf8, vectorFromArray} from "apache-arrow";
import {afterEach, expect, it, vi} from "vitest";
import {encodeLaps} from "../../../src/core/archive/laps.js";
import {nullableVector} from "../../../src/core/archive/nullableVector.js";
import {fakeRow} from "../../components/fakeLap.js";

afterEach(() => vi.unstubAllGlobals());

const columns = [
  [new Utf8(), ["Ada", null, "", "Übung", null]],
  [new Uint8(), [0, null, 255]],
  [new Uint32(), [null, null]],
  [new Float64(), [1.5, null, Number.NaN, -0]],
  [new Bool(), [true, null, false, true, null, true, true, false, null, true]],
  [new Utf8(), []],
  [new Float64(), Array.from({length: 3000}, (_, i) => (i % 7 ? i : null))],
] as const;

it.each(columns)("has the bytes of Arrow's own column: %s", (type, values) => {
  const bytes = (column: unknown) => tableToIPC(new Table({column} as never), "stream");
  expect(bytes(nullableVector(values as never, type))).toEqual(bytes(vectorFromArray(values as never, type)));
});

it("needs no code made of a text, which pages forbid", () => {
  const refuse = () => {
    throw new EvalError("refused by the content security policy");
  };
  vi.stubGlobal("Function", new Proxy(Function, {construct: refuse, apply: refuse}));
  expect(() => vectorFromArray([1, null], new Uint8())).toThrow(EvalError);
  expect(encodeLaps([fakeRow(), fakeRow({lapTimeMs: null})]).length).toBeGreaterThan(100);
});
