import {afterAll, expect, it, vi} from "vitest";

const CATALOGUE = "../../../src/core/channels/otherChannels.js";
const ALIAS_TABLE = "../../../src/core/channels/aliases.js";

// A channel that does not exist, as two entries in src/core/channels would add it. All other modules are as they are.
vi.resetModules();
vi.doMock(CATALOGUE, async (original) => {
  const {OTHER_CHANNELS} = await original<typeof import("../../../src/core/channels/otherChannels.js")>();
  const {channel} = await import("../../../src/core/channels/channel.js");
  return {
    OTHER_CHANNELS: [...OTHER_CHANNELS, channel(399, "other", "cabinTempC", "cabin temperature", "°C", "float32")],
  };
});
vi.doMock(ALIAS_TABLE, async (original) => {
  const {ALIASES} = await original<typeof import("../../../src/core/channels/aliases.js")>();
  return {
    ALIASES: {
      ...ALIASES,
      cabinTempC: {
        motec: {names: ["Cockpit Temp"], assumed: "C", unit: "C"},
        tables: "cabintemp cockpittemp",
        live: ["cabin"],
      },
    },
  };
});

const {readerOf} = await import("../../../src/core/files/readers.js");
const {channelName} = await import("../../../src/core/live/wire/channelName.js");
const {protoText} = await import("../../../src/core/messages/protobuf.js");
const {TARGETS, unitsOf} = await import("../../../src/core/files/columns/targets.js");
const {writtenAs} = await import("../../../src/core/files/motec/motecChannels.js");
const {channelTable} = await import("../../../loaders/docs.js");
const {logSamples} = await import("../../support/logSamples.js");

afterAll(() => {
  vi.doUnmock(CATALOGUE);
  vi.doUnmock(ALIAS_TABLE);
  vi.resetModules();
});

const text = (lines: string[]) => new TextEncoder().encode(lines.join("\n"));
const read = (name: string, bytes: Uint8Array) =>
  readerOf(bytes.subarray(0, 65_536), name)!.read({name, bytes, companions: []});
const rows = (row: (i: number) => string) => Array.from({length: 200}, (_, i) => row(i));
const cabin = (log: ReturnType<typeof read>) => log.cars[0].columns.cabinTempC;

it("is read from a table, with a unit in its name, and in another unit", () => {
  const log = read("a.csv", text(["time,speed_kmh,Cabin_Temp_F", ...rows((i) => `${i / 10},${i},${86 + i / 10}`)]));
  expect(log.report.used.find(({channel}) => channel === "cabinTempC")?.from).toBe("Cabin_Temp_F");
  expect(cabin(log)[0]).toBeCloseTo(30, 6);
});

it("is read from a MoTeC export by its name there", () => {
  const names = '"Time","Ground Speed","Engine RPM","Throttle Pos","G Force Lat","Cockpit Temp"';
  const units = '"s","km/h","rpm","%","G","C"';
  const log = read("b.csv", text([names, units, ...rows((i) => `"${i / 10}","${i}","9000","50","0.5","${20 + i}"`)]));
  expect(log.format).toBe("motec-csv");
  expect(cabin(log)[7]).toBe(27);
});

it("is read from a format that has names of its own, where a later version writes it", () => {
  const {name, bytes} = logSamples().find(({format}) => format === "crew-chief-csv")!;
  const lines = new TextDecoder().decode(bytes).trimEnd().split("\n");
  const more = lines.map((line, i) => `${line},${i === 0 ? "CabinTemp" : 25 + (i % 5)}`);
  const log = read(name, text(more));
  expect(cabin(log)[0]).toBe(26);
  expect(log.report.notes.join("\n")).toContain("cabinTempC: CabinTemp");
});

it("can be chosen for a column, is asked for live, exported, encoded and documented", () => {
  expect(TARGETS.some(({name}) => name === "cabinTempC")).toBe(true);
  expect(unitsOf("cabinTempC")).toEqual(["°C", "°F", "K"]);
  expect(channelName("cabin")).toBe("cabinTempC");
  expect(writtenAs("cabinTempC")).toMatchObject({name: "Cockpit Temp", unit: "C"});
  expect(protoText()).toContain("optional float cabinTempC = 399; // cabin temperature, °C");
  expect(channelTable()).toContain("| 399 | `cabinTempC` | cabin temperature | °C |");
});
