// @vitest-environment jsdom
import {expect, it} from "vitest";
import {ggDiagram} from "../../../src/components/grip/ggDiagram.js";
import {type GripSeries, gripSeries} from "../../../src/components/grip/gripSeries.js";
import {axisTable, limitTable, pedalTable} from "../../../src/components/grip/gripTables.js";
import {isMeasured} from "../../../src/components/grip/isMeasured.js";
import {timeHistogram} from "../../../src/components/grip/timeHistogram.js";
import type {Samples} from "../../../src/core/archive/samples.js";
import type {SessionFile} from "../../../src/core/archive/types.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {ggEnvelope} from "../../../src/core/laps/accelerations/ggEnvelope.js";
import {pedalTimes} from "../../../src/core/laps/conditions/pedalTimes.js";
import type {GripLap, OpenedGrip} from "../../../src/core/laps/open/openGrip.js";
import {lapRow} from "../fakeSession.js";

const N = 2001;
const time = Float64Array.from({length: N}, (_, i) => i / 100);
// once around a circle of 2 g in 5 s
const lateral = time.map((t) => 2 * Math.sin((2 * Math.PI * t) / 5));
const longitudinal = time.map((t) => 2 * Math.cos((2 * Math.PI * t) / 5));

function lapOf(lap: number, columns: Record<string, Float64Array>): GripLap {
  const samples: Samples = {
    ...{rows: N, names: Object.keys(columns)},
    has: (name) => name in columns,
    values: (name) => columns[name],
  };
  const {throttle, brake} = columns;
  return {
    ...{row: lapRow({lap, driver: "Ada"}), samples, time},
    g: {lateral, longitudinal},
    envelope: ggEnvelope(lateral, longitudinal),
    pedals: throttle && brake && pedalTimes(time, throttle, brake),
  };
}

const shares = (full: number) => time.map((_, i) => (i < full * N ? 1 : 0));
const laps = [0.6, 0.7].map((full, i) =>
  lapOf(i + 1, {throttle: shares(full), brake: time.map(() => 0), gear: time.map((_, k) => (k < N / 4 ? 3 : 4))}),
);
const opened: OpenedGrip = {
  opened: null,
  drivers: [
    {
      ...{car: 0, laps, isPace: true, map: undefined, unread: 0, unreadable: []},
      envelope: ggEnvelope(lateral, longitudinal),
      checks: {
        lateral: {status: "verified", factor: 1.01, offset: 0, r2: 0.98, n: 4000, against: "v²κ of the positions"},
        longitudinal: {
          ...{status: "unverified", factor: Number.NaN, offset: 0, r2: 0.3, n: 4000, against: "change of speed"},
          ...{because: "R² 0.30 against change of speed, 0.75 is needed", coarseG: 1},
        },
      },
    },
  ],
};
const archived = {
  session: {playerCar: 0, drivers: [], type: "practice"} as unknown as SessionFile,
  laps: [0, 3, 5].flatMap((car) => [lapRow({car, lap: 1}), lapRow({car, lap: 2})]),
};
const all = gripSeries(opened, archived, "lap-2,lap-9");

it("gripSeries(opened, archived, beside) has the driver and the laps that there are, each in a colour of its own", () => {
  expect(all.map(({key, laps: own}) => [key, own.length])).toEqual([
    ["0", 2],
    ["lap-2", 1],
  ]);
  expect(new Set(all.map(({color}) => color)).size).toBe(2);
});

it("gripSeries(opened, archived, beside) gives a driver one colour, in whichever order drivers are chosen", () => {
  const chosen = (cars: number[]) => {
    const drivers = cars.map((car) => ({...opened.drivers[0], car}));
    return new Map(gripSeries({...opened, drivers}, archived, undefined).map(({key, color}) => [key, color]));
  };
  const [few, many, turned] = [chosen([0, 5]), chosen([0, 3, 5]), chosen([0, 5, 3])];
  expect(few.get("5")).toBe(many.get("5"));
  expect(turned).toEqual(many);
  expect(new Set(many.values()).size).toBe(3);
});

it("limitTable and ggDiagram show the envelope of a circle of 2 g; cells cover it", () => {
  const cells = [...limitTable(all).querySelectorAll("tbody tr")[0].querySelectorAll("td")].map((td) => td.textContent);
  expect(cells.slice(0, 4).map(Number)).toEqual([2, 2, 2, 2]);
  const diagram = ggDiagram(all, 400);
  const rects = diagram.querySelectorAll("[data-mark=rect] rect");
  expect(rects.length).toBeGreaterThan(80);
  expect(diagram.outerHTML).not.toContain("NaN");
});

it("axisTable(drivers) has the verdict in words and signs, what shows it, and why not", () => {
  const [first, second] = axisTable(opened.drivers, ["Ada"]).querySelectorAll("tbody tr");
  expect(first.textContent!.replace(/\s+/g, " ")).toContain("✓ verified v²κ of the positions 1.01 0.98 4,000");
  expect(second.textContent).toContain("✗ unverified");
  expect(second.textContent).toContain("R² 0.30 against change of speed, 0.75 is needed; recorded in steps of 1.0 g");
});

it("pedalTable(series) has the mean over the laps with its interval, or that nothing was recorded", () => {
  const [driver, lap] = pedalTable(all).querySelectorAll("tbody tr");
  // 60 and 70 %: 65 ± t(0.975, 1) · 5 = 12.706 · 5
  expect(driver.querySelector("td")!.textContent).toMatch(/^65\.0 ±63\.\d$/);
  expect(lap.querySelector("td")!.textContent).toBe("70.0");
  const none: GripSeries = {...all[0], laps: laps.map((one) => ({...one, pedals: undefined}))};
  expect(pedalTable([none]).textContent).toContain("not recorded");
});

it("timeHistogram(series, channel): a cell for each gear whose height is its share of the time; a note without the channel", () => {
  const figure = timeHistogram(all, "gear", {width: 320});
  const heights = [...figure.querySelectorAll("[data-mark=rect] rect")].map((rect) =>
    Number(rect.getAttribute("height")),
  );
  expect(heights).toHaveLength(2);
  expect(heights[1] / heights[0]).toBeCloseTo(3, 1);
  const rounded = timeHistogram(all, "throttle", {width: 320});
  expect(rounded.querySelectorAll("[data-mark=rect] rect").length).toBeGreaterThan(9);
  expect(timeHistogram(all, "rpm", {width: 320}).textContent).toContain("Not recorded by these laps.");
});

it("isMeasured(name) leaves out what a lap is called, when and where it was, and keeps unknown columns", () => {
  const out = CHANNELS.map(({name}) => name).filter((name) => !isMeasured(name));
  expect(out).toEqual(expect.arrayContaining(["car", "lapNumber", "sessionTime", "position", "worldX", "latitude"]));
  expect(["steering", "tyresOffTrack", "surfaceFl", "fuelMass", "my sensor"].every(isMeasured)).toBe(true);
  expect(
    CHANNELS.filter(({unit}) => unit === "°C" || unit === "psi" || unit === "g").every((c) => isMeasured(c.name)),
  ).toBe(true);
});
