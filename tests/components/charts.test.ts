// @vitest-environment jsdom
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {lapTimeChart, raisingChart} from "../../src/components/consistency/lapTimes.js";
import {ggDiagram} from "../../src/components/grip/ggDiagram.js";
import {lapProgression} from "../../src/components/laps/lapProgression.js";
import {paceChart} from "../../src/components/progress/paceChart.js";
import {gapChart} from "../../src/components/race/gapChart.js";
import {positionChart} from "../../src/components/race/positionChart.js";
import {raceCars} from "../../src/components/race/raceCars.js";
import {lossDomain, potentialBars} from "../../src/components/sectors/potentialBars.js";
import {stintChart} from "../../src/components/session/stintChart.js";
import {groupLaps} from "../../src/components/setups/groupLaps.js";
import {series} from "../../src/components/ui/palette.js";
import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {ggEnvelope} from "../../src/core/laps/accelerations/ggEnvelope.js";
import {sessionPaces} from "../../src/core/laps/progress/sessionPaces.js";
import {raceGaps} from "../../src/core/laps/race/raceGaps.js";
import {sessionStatistics} from "../../src/core/laps/sessionStatistics.js";
import {lapRow} from "./fakeSession.js";

/** A race of three cars over eight laps: one stops for tyres, one retires. */
const NAMES = ["Ada First", "Ben Second", "Cy Third"];
const laps: LapRow[] = NAMES.flatMap((driver, car) =>
  Array.from({length: car === 2 ? 5 : 8}, (_, i) =>
    lapRow({
      ...{
        car,
        driver,
        lap: i + 1,
        lapTimeMs: 90_000 + 400 * car + 150 * ((i * 7 + car) % 4),
        startTime: null,
        endTime: null,
      },
      ...(car === 1 && i === 3 && {pit: true, lapTimeMs: 112_000}),
      tyreCompound: car === 1 && i > 3 ? "hard" : "soft",
    }),
  ),
);
const session = {
  ...{id: "s", type: "race", startedAt: "2026-01-05T10:00:00.000Z", events: [], flashbacks: [], playerCar: 1},
  source: {game: "F1 25", format: 2025, simulated: false},
  drivers: NAMES.map((name, car) => ({
    ...{car, name, team: "T", raceNumber: 0, ai: car !== 1, restricted: false},
    race: {grid: 3 - car},
  })),
  stints: [
    {car: 1, startLap: 1, endLap: 4, compound: "soft", actual: "C4"},
    {car: 1, startLap: 5, endLap: null, compound: "hard", actual: "C2"},
  ],
} as unknown as SessionFile;
const {cars, race} = sessionStatistics(laps, session);
const looks = raceCars(
  race!.rows,
  1,
  [0],
  new Map([
    [0, series(0).color],
    [1, series(1).color],
  ]),
);
const neutral = [{kind: "safety car" as const, firstLap: 5, lastLap: 6}];
const common = {width: 800, cars: looks, neutral, onCar: () => {}};
const times = cars.slice(0, 2).map((statistics, i) => ({
  statistics,
  look: {car: i, name: NAMES[i], color: `var(--lb-series${i + 1})`, dash: ""},
})) as unknown as Parameters<typeof lapTimeChart>[0];
const practice = [5, 6, 8].map((day, d) => ({
  car: 1,
  session: {...session, id: `day${day}`, type: "practice 1", startedAt: `2026-01-0${day}T10:00:00.000Z`},
  laps: laps.filter(({car}) => car === 1).map((row) => ({...row, lapTimeMs: row.lapTimeMs! - 300 * d, pit: false})),
}));
const group = (from: number, until: number) =>
  laps
    .filter(({car, lap}) => car === 0 && lap >= from && lap <= until)
    .map(({lap, lapTimeMs}) => ({name: `s:0:${lap}`, lap, lapTimeMs: lapTimeMs!, startedAt: session.startedAt}));

/** Laps around a circle of 2 g. */
const time = Float64Array.from({length: 1001}, (_, i) => i / 100);
const g = {lateral: time.map((t) => 2 * Math.sin(1.3 * t)), longitudinal: time.map((t) => 2 * Math.cos(1.3 * t))};
const envelope = ggEnvelope(g.lateral, g.longitudinal);
const gripOf = [
  {key: "0", label: "Ada First", color: "var(--lb-series2)", laps: [{row: laps[0], time, g}], envelope},
] as unknown as Parameters<typeof ggDiagram>[0];
const parts = [3.2, 3, 3.5, 3.1].map((meanS, i) => ({
  ...{name: String(i + 1), fromM: 100 * i, toM: 100 * i + 100, n: 4, leftOut: 0, times: Float64Array.of(meanS)},
  ...{best: {timeS: meanS - 0.15, lap: 0}, meanS, reachS: 0.05 * (i + 1), referenceS: 3.1, floorS: 0.02},
}));

/** Marks with their places to whole pixels; what Plot numbers differently in every run is left out. */
function pictured(chart: Element): string {
  const svg = chart.matches("svg") ? chart : chart.querySelector("svg[role=img]")!;
  return svg.outerHTML
    .replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number))))
    .replace(/plot-(clip-)?\w+/g, "plot")
    .replace(/<style>.*?<\/style>/s, "")
    .replaceAll("><", ">\n<");
}

describe("charts look as they did: look at the picture before accepting a new one", () => {
  it.each<[string, () => Element]>([
    ["gaps", () => gapChart(raceGaps(race!.chart, null), common)],
    ["positions", () => positionChart(race!.rows, race!.chart, {...common, pitLosses: race!.pitLosses})],
    [
      "lap-by-lap",
      () => lapProgression(laps, {width: 800, colors: new Map([0, 1, 2].map((car) => [car, series(car).color]))}),
    ],
    ["stints", () => stintChart(session, laps, {width: 800, cars: [1]})],
    ["lap-times", () => lapTimeChart(times, 500)],
    ["raising-average", () => raisingChart(times, 300)],
    ["g-g-diagram", () => ggDiagram(gripOf, 300)],
    [
      "potential-bars",
      () => potentialBars(parts, {width: 400, domain: lossDomain(parts), label: "time lost by part", lap: 0}),
    ],
    ["progress", () => paceChart(sessionPaces(practice).sessions, {width: 800})],
    [
      "two-groups",
      () => groupLaps([group(1, 4), group(5, 8)], {leftOut: [["s:0:2"], []], notCounted: []}, {width: 800}),
    ],
  ])("%s", async (name, chart) => {
    const picture = pictured(chart());
    expect(picture).not.toContain("NaN");
    await expect(picture).toMatchFileSnapshot(join(import.meta.dirname, "charts", `${name}.svg`));
  });
});
