import {describe, expect, it} from "vitest";
import {readText, writeText} from "../../../../src/core/games/f1/text.js";

const utf8 = new TextEncoder();

function column(width: number, ...names: (string | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(width * names.length).fill(0x41);
  names.forEach((name, i) => {
    const encoded = typeof name === "string" ? utf8.encode(`${name}\0`) : name;
    bytes.set(encoded.subarray(0, width), i * width);
  });
  return bytes;
}

describe("readText(column, entity, width)", () => {
  it("ends at the first NUL, whatever stands behind it", () => {
    const names = column(32, "HÜLKENBERG", "PÉREZ", "", "周冠宇");
    expect([0, 1, 2, 3].map((i) => readText(names, i, 32))).toEqual(["HÜLKENBERG", "PÉREZ", "", "周冠宇"]);
  });

  it("takes a field without NUL whole", () => {
    expect(readText(utf8.encode("ABCDEFGH"), 1, 4)).toBe("EFGH");
  });

  it("bears bytes that are no UTF-8, and an entity that is not there", () => {
    expect(readText(new Uint8Array([0x41, 0xff, 0xc3, 0x42, 0]), 0, 5)).toBe("A\ufffd\ufffdB");
    expect(readText(utf8.encode("abcé").subarray(0, 4), 0, 4)).toBe("abc\ufffd");
    expect(readText(new Uint8Array(8), 9, 4)).toBe("");
  });
});

describe("writeText(column, entity, width, text)", () => {
  it("fills the rest of its own field with NUL and leaves the others alone", () => {
    const bytes = new Uint8Array(24).fill(0x41);
    writeText(bytes, 1, 8, "PÉREZ");
    expect(bytes).toEqual(
      Uint8Array.from([...Array(8).fill(0x41), 0x50, 0xc3, 0x89, 0x52, 0x45, 0x5a, 0, 0, ...Array(8).fill(0x41)]),
    );
  });

  it("cuts long names between characters and closes them with an ellipsis", () => {
    for (let n = 0; n < 40; n++) {
      const name = "é".repeat(n);
      const bytes = new Uint8Array(32);
      writeText(bytes, 0, 32, name);
      expect(bytes[31]).toBe(0);
      expect(readText(bytes, 0, 32)).toBe(n <= 15 ? name : `${"é".repeat(14)}…`);
    }
  });

  it("keeps a name that fills the field but for the NUL", () => {
    const bytes = new Uint8Array(32);
    writeText(bytes, 0, 32, "x".repeat(31));
    expect(readText(bytes, 0, 32)).toBe("x".repeat(31));
  });
});
