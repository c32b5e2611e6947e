// @vitest-environment jsdom
import {describe, expect, it, vi} from "vitest";
import {groupFiles, importableFiles} from "../../../src/components/library/importFiles.js";
import {mappingPanel} from "../../../src/components/library/mappingPanel.js";
import {logMapping, tableMapping} from "../../../src/components/library/mappingSource.js";
import {coveragePanel} from "../../../src/components/session/coveragePanel.js";
import {FORMAT_NAMES} from "../../../src/components/ui/sessionNames.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {TARGETS} from "../../../src/core/files/columns/targets.js";
import {readCsvTable} from "../../../src/core/files/csv/csvTable.js";
import {LOG_FILE_READERS} from "../../../src/core/files/readers.js";
import {drive, table} from "../../core/files/csv/tableText.js";
import {logSamples} from "../../support/logSamples.js";
import {ovalDrive} from "../../support/ovalDrive.js";

const D = drive();
const TABLE = readCsvTable(table({Lap: D.lap, Time: D.t, Spd: D.speed, Foo: D.speed, rpm: D.t.map(() => 5000)}));

function panel(options: Partial<Parameters<typeof mappingPanel>[2]> = {}, source = tableMapping(TABLE)) {
  const onDone = vi.fn();
  const onCancel = vi.fn();
  const root = mappingPanel("run.csv", source, {onDone, onCancel, ...options});
  const select = (label: string) => root.querySelector<HTMLSelectElement>(`[aria-label="${label}"]`)!;
  const choose = (label: string, value: string) => {
    select(label).dispatchEvent(new Event("focus")); // it is filled then
    select(label).value = value;
    select(label).dispatchEvent(new Event("change"));
  };
  const submit = () => root.dispatchEvent(new Event("submit", {cancelable: true}));
  return {root, onDone, onCancel, select, choose, submit};
}

it("mappingPanel shows each column with its guess, and sends the shown choices", () => {
  const {select, submit, onDone, root} = panel();
  expect([select("channel of Spd").value, select("unit of Spd").value]).toEqual(["speedKmh", "m/s"]);
  expect(select("channel of Foo").value).toBe("");
  expect(root.textContent).toContain("2 laps, including unfinished ones");
  submit();
  expect(onDone.mock.calls[0][0]).toMatchObject({
    columns: {Spd: {channel: "speedKmh", unit: "m/s"}, Foo: null},
    timeBase: "time",
    lapFrom: "lapNumber",
  });
});

it("fills the menu of a column's channels when it is about to be opened, by hand or by keys, and keeps its choice", () => {
  const {select, choose} = panel();
  const texts = () => [...select("channel of Spd").options].map(({textContent}) => textContent);
  expect(texts()).toEqual(["speed"]);
  choose("channel of Foo", "speedKmh");
  expect(texts()).toEqual(["leave out"]);
  select("channel of Spd").dispatchEvent(new Event("pointerdown"));
  expect(select("channel of Spd").value).toBe("");
  expect(texts().slice(0, 2)).toEqual(["leave out", "session time"]);
  expect(texts().length).toBe(TARGETS.length + 1);
  expect([select("channel of Foo").value, select("channel of Foo").length]).toEqual(["speedKmh", TARGETS.length + 1]);
});

it("marks a unit that is not in the file, with what it rests on, until it is changed", () => {
  const oval = ovalDrive();
  const {select, choose, root} = panel(
    {},
    tableMapping(readCsvTable(table({Time: oval.t, Speed: oval.speed, lat: oval.latitude, lon: oval.longitude}))),
  );
  const badge = () =>
    root.querySelector<HTMLElement>('[aria-label="unit of Speed"]')!.parentElement!.querySelector("span")!;
  expect([badge().hidden, badge().title, select("unit of Speed").value]).toEqual([false, "by the positions", "m/s"]);
  choose("unit of Speed", "mph");
  expect(badge().hidden).toBe(true);
});

it("opens the list of unused columns where a channel is missing", () => {
  const left = (columns: Record<string, readonly number[]>) =>
    panel({}, tableMapping(readCsvTable(table(columns)))).root.querySelector("details")!;
  expect(left({Lap: D.lap, Time: D.t, Spd: D.speed, Foo: D.speed}).open).toBe(false);
  expect(left({Lap: D.lap, Foo: D.speed, Bar: D.t}).open).toBe(true);
});

it("a channel chosen for a column is removed from its former column", () => {
  const {select, choose, submit, onDone} = panel();
  choose("channel of Foo", "speedKmh");
  choose("unit of Foo", "mph");
  expect(select("channel of Spd").value).toBe("");
  submit();
  expect(onDone.mock.calls[0][0].columns).toMatchObject({Spd: null, Foo: {channel: "speedKmh", unit: "mph"}});
});

it("typing a name takes no channel from the columns of those it passes", () => {
  const {select, choose} = panel();
  for (const passed of ["sessionTime", "speedKmh", "steering"]) choose("channel of Foo", passed);
  expect(["Time", "Spd", "Foo"].map((name) => select(`channel of ${name}`).value)).toEqual([
    "sessionTime",
    "speedKmh",
    "steering",
  ]);
});

it("reports a missing time column, and waits for a rate", () => {
  const {root, choose} = panel();
  const button = root.querySelector<HTMLButtonElement>("button[type=submit]")!;
  choose("channel of Time", "");
  expect(root.querySelector(".lb-mapping-warnings")?.textContent).toContain("no time column found");
  expect(button.disabled).toBe(true);
  const rate = root.querySelector<HTMLInputElement>("input[type=number]")!;
  Object.defineProperty(rate, "valueAsNumber", {value: 20});
  rate.dispatchEvent(new Event("input"));
  expect(button.disabled).toBe(false);
});

it("reads a table anew with the line of the names, separator and decimal mark that are chosen", () => {
  const bytes = new TextEncoder().encode(
    `no names\nfoo;bar\nTime;Spd\n${D.t.map((t, i) => `${t};${D.speed[i]}`).join("\n")}\n`,
  );
  const {root, onDone} = panel({choices: {driver: "Ada"}}, tableMapping(readCsvTable(bytes), {bytes}));
  const place = document.createElement("div");
  place.append(root);
  const input = (of: string) => place.querySelector<HTMLInputElement>(of)!;
  const line = input(".lb-bar input[type=number]");
  expect(line.value).toBe("3");
  Object.defineProperty(line, "valueAsNumber", {value: 2});
  line.dispatchEvent(new Event("change"));
  expect(place.textContent).toContain("foo");
  place.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
  expect(onDone.mock.calls[0][0]).toMatchObject({headerRow: 2, driver: "Ada", columns: {foo: null, bar: null}});
  const bad = input(".lb-bar input[type=number]");
  Object.defineProperty(bad, "valueAsNumber", {value: 99_999});
  bad.dispatchEvent(new Event("change"));
  expect(place.querySelector(".lb-mapping-warnings")?.textContent).toContain("line 99999");
});

it("offers the same choices for further files", () => {
  const {root, submit, onDone} = panel({more: 3});
  expect(root.textContent).toContain("the same for the other 3 files");
  submit();
  expect(onDone.mock.calls[0][1]).toBe(true);
});

describe("mappingPanel of a log with named columns", () => {
  const {name, bytes} = logSamples().find(({format}) => format === "motec-ld")!;
  const reader = LOG_FILE_READERS.find(({format}) => format === "motec-ld")!;
  const file = {name, bytes, companions: []};
  const {report} = reader.read(file);
  const source = () =>
    logMapping({
      ...{format: "motec-ld", label: "MoTeC log", columns: reader.columns!(file), report},
      facts: {track: "Oval", driver: "A. Driver"},
    });

  it("shows the channel of each column, and sends only changes", () => {
    const {select, choose, submit, onDone, root} = panel({}, source());
    expect([select("channel of Ground Speed").value, select("unit of Ground Speed").value]).toEqual([
      "speedKmh",
      "km/h",
    ]);
    expect(select("channel of Fuel Level").value).toBe("fuelLitres");
    expect(root.querySelector<HTMLInputElement>("input[placeholder='A. Driver']")?.value).toBe("");
    expect(root.textContent).not.toContain("time from");
    submit();
    expect(onDone.mock.calls[0][0]).toEqual({});
    choose("channel of Engine RPM", "engineMap");
    const driver = root.querySelector<HTMLInputElement>("input[placeholder='A. Driver']")!;
    driver.value = "B. Driver";
    driver.dispatchEvent(new Event("input"));
    submit();
    const [sent] = onDone.mock.calls[1];
    expect(sent).toEqual({columns: {"Engine RPM": {channel: "engineMap"}}, driver: "B. Driver"});
    const [car] = reader.read(file, {choices: sent}).cars;
    expect([car.columns.rpm, car.columns.engineMap?.length > 0]).toEqual([undefined, true]);
  });

  it("gives a channel to one column, and begins with earlier choices", () => {
    const before = {columns: {Gear: null}, steeringLockDeg: 270};
    const {select, choose, submit, onDone} = panel({choices: before}, source());
    expect(select("channel of Gear").value).toBe("");
    choose("channel of Brake Pos", "throttle");
    expect(select("channel of Throttle Pos").value).toBe("");
    submit();
    expect(onDone.mock.calls[0][0]).toEqual({
      columns: {Gear: null, "Brake Pos": {channel: "throttle"}},
      steeringLockDeg: 270,
    });
  });
});

it("groupFiles sends companions with their file, and leaves none out", () => {
  const named = (name: string) => new File(["x"], name);
  const files = ["Run.LD", "run.ldx", "other.ldx", "lap.csv"].map(named);
  expect(groupFiles(files, LOG_FILE_READERS).map((g) => [g.file.name, g.companions.map((c) => c.name)])).toEqual([
    ["Run.LD", ["run.ldx"]],
    ["other.ldx", []],
    ["lap.csv", []],
  ]);
});

it("importableFiles(files) names a folder's other files, never an individually chosen one, and leaves hidden ones out", async () => {
  const inFolder = (name: string) =>
    Object.defineProperty(new File(["x"], name), "webkitRelativePath", {value: `day/${name}`});
  const files = [
    inFolder("a.ld"),
    inFolder("a.ldx"),
    inFolder("b.CSV.gz"),
    inFolder("pit.jpg"),
    inFolder("renamed"),
    inFolder(".hidden.ld"),
    new File(["x"], "c.jpg"),
  ];
  const isKnown = async ({name}: File) => name === "renamed";
  const {wanted, unknown} = await importableFiles(files, LOG_FILE_READERS, isKnown);
  expect(wanted.map(({name}) => name)).toEqual(["a.ld", "a.ldx", "b.CSV.gz", "renamed", "c.jpg"]);
  expect(unknown.map(({name}) => name)).toEqual(["pit.jpg"]);
});

it("FORMAT_NAMES has the readers' labels", () => {
  expect(FORMAT_NAMES).toEqual(Object.fromEntries(LOG_FILE_READERS.map(({format, label}) => [format, label])));
});

it("coveragePanel lists the use of the columns, and offers to change those of a table", () => {
  const log = {
    used: [
      {channel: "speedKmh", from: "Spd", unit: "m/s", coverage: 0.5, assumed: "by the positions"},
      {channel: "lapDistance", from: "derived", unit: "", coverage: 1},
    ],
    unused: [{from: "mood", unit: "", reason: "contains text"}],
    notes: ["laps: 2 crossings"],
  };
  const session = {id: "a", source: {format: "csv", file: "run.csv"}, capture: {file: "capture.csv.gz"}} as SessionFile;
  const text = (writable: boolean) => coveragePanel(session, log, {writable}).textContent;
  expect(text(false)).toMatch(
    /1 of 2 columns of this table \(CSV\) are used, one channel is derived\.\s+1 of them has gaps/,
  );
  expect(text(false)).toContain("contains text");
  expect(text(false)).toMatch(/m\/s\s+a guess/);
  expect(text(false)).not.toContain("Change columns");
  expect(text(true)).toContain("Change columns");
});
