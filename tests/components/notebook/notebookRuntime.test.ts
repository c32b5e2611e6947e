import {describe, expect, it, vi} from "vitest";
import {CellError} from "../../../src/components/notebook/cellError.js";
import {compileCell, placeholderAt} from "../../../src/components/notebook/compileCell.js";
import {type CellSlot, NotebookRuntime} from "../../../src/components/notebook/notebookRuntime.js";

function* generated(values: readonly unknown[]) {
  yield* values;
}

/** What cells show, in order of their ids; an error with its line and advice. */
function notebook(builtins: Record<string, () => unknown> = {}) {
  const runtime = new NotebookRuntime(builtins, {inputValues: (input: {values: unknown[]}) => generated(input.values)});
  const shown = new Map<string, unknown[]>();
  const text = ({message, line, mend}: CellError) => `${line ?? "?"}: ${message}${mend && ` | ${mend}`}`;
  const slot = (id: string): CellSlot => {
    let faults: unknown[] = [];
    let values: unknown[] = [];
    const put = () => shown.set(id, [...values, ...faults]);
    put();
    return {
      pending() {},
      clear: () => void ((values = []), put()),
      show: (value) => void (values.push(value), put()),
      fail: (error) => void ((values = [text(error)]), put()),
      fault: (error) => void ((faults = error ? [text(error)] : []), put()),
      done: put,
    };
  };
  return {
    shown,
    runtime,
    set(id: string, source: string) {
      runtime.define(id, compileCell(source, id), slot(id));
    },
    /** waits until the cells show this */
    shows: (expected: Record<string, unknown[]>) =>
      vi.waitFor(() => expect(Object.fromEntries(shown)).toEqual(expected), {timeout: 2000, interval: 5}),
  };
}

describe("compileCell(source, id)", () => {
  const names = (source: string) => {
    const {inputs, outputs} = compileCell(source, "a");
    return `${inputs.join(" ")} > ${outputs.join(" ")}`;
  };
  it.each([
    ["a + b", "a b display > "],
    ["a + b;", "a b > "],
    ["{a: b}", "b display > "],
    ["// nothing but a comment", " > "],
    ["1 // comment", "display > "],
    ["const {a, b: [c = d, ...e], ...f} = g; var h", "d g > a c e f h"],
    ["function f(a, b = c) { return a + d + arguments.length }", "c d > f"],
    ["class A extends B { m() { return super.m(this.x, y) } static { let z = 1; z } }", "B y > A"],
    ["for (const a of b) { let c = a; if (c) { var d = 1 } }", "b > d"],
    ["for (let i = 0, n = m; i < n; ++i) k(i)", "m k > "],
    ["try { a() } catch ({message}) { b(message) } finally { c }", "a b c > "],
    ["x: for (;;) { break x } const {y} = z", "z > y"],
    ["const f = (a) => { var b = a; function g() { return b + c } return g }", "c > f"],
    ["a.b.c + d[e] + {f: g, h, [i]: 1}.f", "a d e g h i display > "],
    ["`${a}${`${b}`}` + tag`${c}`", "a b tag c display > "],
    ["switch (a) { case b: { let c; c } default: let d = 1; d }", "a b > "],
    ["(function named() { return named + other })", "other display > "],
    ["typeof a === 'undefined' ? void 0 : undefined", "a display > "],
    ["await a; const b = async () => { for await (const x of c) yield_(x) }", "a c yield_ > b"],
    ["const b = new.target", " > "],
  ])("%j: %s", (source, expected) => {
    if (source.includes("new.target")) expect(() => names(source)).toThrow(CellError);
    else expect(names(source)).toBe(expected);
  });

  it.each([
    ["const a = 1;\nconst b = (;\n", 2, /bracket/],
    ["a = 1", 1, /const a =/],
    ["\nlaps++", 2, /Mutable/],
    ["[a, {b}] = c", 1, /const a/],
    ["for (a of b) c", 1, /const a/],
    ["import x from 'y'", 1, /without one/],
    ["let a;\nexport {a}", 2, /leave out/],
    ["const display = 1", 1, /another name/],
    ["const a = 1; let a = 2", 1, /another name/],
    ["return 1", 1, /./],
    ["}) ; alert(1); (async () => {", 1, /./],
    ["1)); steal(); ((2", 1, /./],
  ])("refuses %j on line %i, and says what to write", (source, line, mend) => {
    let error: unknown;
    try {
      compileCell(source, "a");
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(CellError);
    expect((error as CellError).line).toBe(line);
    expect(`${(error as CellError).message} ${(error as CellError).mend}`).toMatch(mend);
  });

  it("a placeholder ends at its own brace", () => {
    expect(placeholderAt("${a} ${`}`}}", 2)).toEqual({source: "a", end: 4});
    expect(placeholderAt("${`}`}}", 2)).toEqual({source: "`}`", end: 6});
    expect(placeholderAt("${{a: '}'}.a /* } */ } x", 2)).toEqual({source: "{a: '}'}.a", end: 22});
    for (const text of ["${", "${a", "${}", "${a b}", "${const a}"])
      expect(placeholderAt(text, 2), text).toBeUndefined();
  });
});

describe("NotebookRuntime", () => {
  it("runs cells in the order in which they need each other, again when what they use changes", async () => {
    const {set, shows, runtime} = notebook({laps: async () => [1, 2, 3]});
    set("c", "double + laps.length");
    set("b", "const double = x * 2; display('b', double)");
    set("a", "const x = view({values: [1, 5]})");
    await shows({a: [{values: [1, 5]}], b: ["b"], c: [13]});
    runtime.remove("a");
    set("a", "const x = Promise.resolve(2)");
    await shows({a: [], b: ["b"], c: [7]});
    runtime.dispose();
  });

  it("shows errors with their line and how to mend them, in the cell they belong to", async () => {
    const {set, shows, shown, runtime} = notebook({
      laps: () => Promise.reject(new Error("no laps")),
      gone: () => Promise.reject(new Error("no traces")),
      lapTime: () => 1,
    });
    set("a", "const a = 1;\nconst b = lapTimes + a");
    set("b", "const p = q");
    set("c", "const q = p");
    set("d", "const z = 1; display('d')");
    set("e", "const z = 2");
    set("f", "\n\nundefined.x");
    set("g", "laps.length");
    set("h", "b + 1");
    set("i", "name"); // of the window, in a browser
    set("j", "const laps = [0]");
    const twice =
      "?: z is defined more than once | Give one of them another name: a name is declared in one cell only.";
    set("k", "gone");
    // anything can be thrown
    set("l", "throw Object.create(null)");
    set("m", "throw Object.assign(new Error('odd'), {stack: 1})");
    await shows({
      k: ["1: gone has no value: no traces"],
      a: ["2: lapTimes is not defined | Did you mean lapTime?"],
      b: [expect.stringMatching(/circle/)],
      c: [expect.stringMatching(/circle/)],
      d: ["d", twice],
      e: [twice],
      f: ["3: Cannot read properties of undefined (reading 'x')"],
      g: [1],
      h: ["1: b has no value: lapTimes is not defined"],
      i: ["1: name is not defined | Declare it in a cell: const name = …"],
      j: [],
      l: ["?: something was thrown that has no text"],
      m: ["?: odd"],
    });
    runtime.remove("e");
    shown.delete("e");
    await vi.waitFor(() => expect(shown.get("d")).toEqual(["d"]));
    runtime.dispose();
  });
});
