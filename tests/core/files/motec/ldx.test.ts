import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {LogFileError} from "../../../../src/core/files/importedLog.js";
import {readLdx, writeLdx} from "../../../../src/core/files/motec/ldx.js";
import {sharedData} from "../../../support/sharedData.js";

const read = (text: string) => readLdx(new TextEncoder().encode(text));
const marks = (list: string) => `<?xml version="1.0"?><LDXFile><Layers>${list}</Layers></LDXFile>`;

describe("readLdx(bytes)", () => {
  it("takes attributes in any order and quotes, entities and every notation of a number", () => {
    const {beacons, details} = read(
      marks(
        `<!-- <Marker> --><Marker Time='1.5e+06' ClassName="BCN"/><Marker ClassName="BCN" Name="a &lt; b"\n Time = "2500000" ></Marker>
         <Details><String Value="R&#228;ikk&#xf6;nen &amp; &quot;co&quot;" Id="Driver"/></Details>`,
      ),
    );
    expect(beacons).toEqual([1.5, 2.5]);
    expect(details).toEqual({Driver: 'Räikkönen & "co"'});
  });

  it("keeps a bare & and unknown entities as they are written", () => {
    expect(read(marks('<Details><String Id="Team" Value="A & B &foo; &amp;"/></Details>')).details).toEqual({
      Team: "A & B &foo; &",
    });
  });

  it("leaves markers of other classes out and sorts the rest", () => {
    expect(
      read(
        marks(
          '<Marker ClassName="BCN" Time="3e6"/><Marker ClassName="NOTE" Time="2e6"/><Marker ClassName="BCN" Time="1e6"/>',
        ),
      ).beacons,
    ).toEqual([1, 3]);
  });

  it("reads Windows-1252 and UTF-16", () => {
    const text = marks('<Details><String Id="D" Value="é"/></Details>');
    expect(readLdx(Uint8Array.from([...text].map((c) => c.charCodeAt(0)))).details.D).toBe("é");
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(Uint16Array.from([...text].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect(readLdx(wide).details.D).toBe("é");
  });

  it("refuses broken XML, by its line", () => {
    expect(() => read("")).toThrow("line 1: document must contain a root element");
    expect(() => read("<LDXFile>\n<Layers>")).toThrow("line 2: unclosed tag: Layers");
    expect(() => read("<LDXFile><a></b></LDXFile>")).toThrow("line 1: unexpected close tag");
    expect(() => read('<LDXFile>\n<Marker Time="1/></LDXFile>')).toThrow("line 2: disallowed character");
    expect(() => read("<LDXFile>".repeat(101))).toThrow("line 1: elements nested more than 100 deep");
    expect(() => read("<html></html>")).toThrow("not an .ldx: <html>");
    expect(() => read(marks('<Marker Time="-1"/>'))).toThrow("invalid marker time: -1");
    expect(() => read(marks('<Marker Name="x"/>'))).toThrow("invalid marker time: undefined");
    const whole = new TextDecoder().decode(writeLdx([1, 2]));
    for (let end = 0; end < whole.trimEnd().length; end++)
      expect(() => read(whole.slice(0, end))).toThrow(LogFileError);
  });

  const file = "acc/motec/Laguna_Seca-porsche_991ii_gt3_r-18-2022.09.19-22.42.59.ldx";
  it.skipIf(!sharedData(file))("reads the markers and details of a real file", () => {
    const t = JSON.parse(readFileSync(sharedData("ground-truth.json")!, "utf8"))[file];
    const {beacons, details} = readLdx(readFileSync(sharedData(file)!));
    expect(beacons.map((s) => Math.round(s * 1000) / 1000)).toEqual(t.beaconSeconds);
    expect(details).toEqual(t.details);
  });
});

describe("writeLdx(beacons)", () => {
  it("gives markers in microseconds and the fastest lap", () => {
    const text = new TextDecoder().decode(writeLdx([10.5, 100.6234, 190]));
    expect(text).toContain('Name="Manual.1" Flags="77" Time="1.05000000000000000e+07"/>');
    expect(text).toContain('<MarkerGroup Name="Beacons" Index="2">');
    expect(text).toContain('<String Id="Total Laps" Value="4"/>');
    expect(text).toContain('<String Id="Fastest Time" Value="1:29.377"/>');
    expect(text).toContain('<String Id="Fastest Lap" Value="2"/>');
    expect(read(text).beacons).toEqual([10.5, 100.6234, 190]);
    expect(readLdx(writeLdx([])).beacons).toEqual([]);
  });
});
