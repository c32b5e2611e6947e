import {html} from "npm:htl";
import type {CarStatistics} from "../../core/laps/sessionStatistics.js";
import type {PaceEstimate} from "../../core/laps/stints/stintPace.js";
import {tyre} from "../ui/badges.js";
import {type Column, dataTable} from "../ui/dataTable.js";
import {counted, delta, fixed, lapTime} from "../ui/format.js";
import {driverName} from "../ui/sessionNames.js";

/** A stint of a car. */
export interface CarStint {
  car: number;
  driver: string;
  stint: CarStatistics["stints"][number];
}

/** The stints of cars, in their order. */
export function carStints(cars: readonly CarStatistics[]): CarStint[] {
  return cars.flatMap(({car, driver, stints}) =>
    stints.map((stint) => ({car, driver: driverName({driver, car}), stint})),
  );
}

export interface StintTableOptions {
  own: number | null;
  /** long and short runs are told apart, as in a practice */
  hasRuns: boolean;
}

/** Stints with compound, length, pace and degradation, each with its interval and the laps it rests on. */
export function stintTable(stints: readonly CarStint[], {own, hasRuns}: StintTableOptions): HTMLElement {
  const many = new Set(stints.map(({car}) => car)).size > 1;
  return dataTable(stints, {
    label: "stints",
    tall: stints.length > 14,
    ...(many && {search: ({driver, stint}: CarStint) => `${driver} ${stint.compound ?? ""}`}),
    columns: columns({many, hasRuns}),
    decorate: (tr, {car}) => many && car === own && tr.setAttribute("aria-selected", "true"),
  });
}

function columns({many, hasRuns}: {many: boolean; hasRuns: boolean}): Column<CarStint>[] {
  const pace = (key: "fuelCorrected" | "pace", label: string, title: string): Column<CarStint> => ({
    ...{key, label, title, number: true, optional: true},
    value: ({stint}) => stint.pace[key]?.value,
    cell: ({stint}) => estimate(stint.pace[key], (ms) => lapTime(Math.round(ms))),
  });
  return [
    ...(many ? [{key: "driver", label: "Driver", value: ({driver}: CarStint) => driver}] : []),
    {label: "Stint", number: true, value: ({stint}) => stint.number},
    {
      ...{key: "laps", label: "Laps", number: true, value: ({stint}) => stint.firstLap},
      cell: ({stint: {firstLap, lastLap}}) => (firstLap === lastLap ? String(firstLap) : `${firstLap}–${lastLap}`),
    },
    {
      ...{key: "tyre", label: "Tyre", optional: true, value: ({stint}) => stint.compound},
      cell: ({stint: {compound, actual, startAge}}) =>
        html`<span>${tyre(compound)}${actual ? html` <small class="lb-muted">${actual}</small>` : ""}${startAge ? html` <small class="lb-muted">${counted(startAge, "lap")} old</small>` : ""}</span>`,
    },
    {label: "n", title: "laps that show the pace", number: true, value: ({stint}) => stint.pace.n},
    ...(hasRuns
      ? [
          {
            label: "Run",
            title: "long: five or more flying laps in succession; short: one to three",
            value: ({stint}: CarStint) => stint.run.kind,
          },
        ]
      : []),
    pace(
      "fuelCorrected",
      "Pace, empty tank",
      "lap time in the middle of the stint without the fuel's mass, with its 95 % interval",
    ),
    pace("pace", "Pace as driven", "lap time in the middle of the stint, with its 95 % interval"),
    {
      ...{key: "degradation", label: "Degradation (s/lap)", number: true, optional: true},
      title: "growth of the lap time with each lap, without the fuel's burning off, with its 95 % interval",
      value: ({stint}) => stint.pace.degradation?.value,
      cell: ({stint}) => slope(stint.pace.degradation),
    },
    {
      key: "verdict",
      label: "What it says",
      className: "lb-wide",
      value: ({stint}) => stint.pace.status,
      cell: ({stint}) => verdict(stint.pace),
    },
    {
      ...{key: "trend", label: "Trend (s/lap)", number: true, optional: true},
      title: "change of the lap time as driven with each lap: tyres, fuel, track and driver together",
      value: ({stint}) => stint.pace.trend?.value,
      cell: ({stint}) => slope(stint.pace.trend),
    },
    {
      label: "Scatter (s)",
      title: "standard deviation of the laps about the trend",
      number: true,
      optional: true,
      value: ({stint}) => stint.pace.scatterMs,
      format: (ms) => fixed(ms == null ? null : ms / 1000, 2),
    },
    {
      label: "Fuel (kg/lap)",
      number: true,
      optional: true,
      value: ({stint}) => stint.pace.fuelPerLapKg,
      format: (kg) => fixed(kg, 2),
    },
  ];
}

function estimate(value: PaceEstimate | undefined, format: (ms: number) => string): Node | string {
  if (!value) return "—";
  const reach = (value.high - value.low) / 2;
  return html`<span title=${`${format(value.low)} to ${format(value.high)}`}>${format(value.value)} <small class="lb-muted">± ${fixed(reach / 1000, 2)}</small></span>`;
}

/** Faded where the interval holds 0. */
function slope(value: PaceEstimate | undefined): Node | string {
  if (!value) return "—";
  const {low, high} = value;
  const resolved = low > 0 || high < 0;
  return html`<span class=${resolved ? null : "lb-muted"}>${delta(value.value)} <small class="lb-muted c-interval">${delta(low)} to ${delta(high)}</small></span>`;
}

function verdict({status, limits, lapsNeeded, degradation}: CarStint["stint"]["pace"]): Node | string {
  const what = degradation ? "degradation" : "trend";
  if (status === "unavailable") return html`<span class="lb-muted">${limits[0]}</span>`;
  if (status === "resolved") return `${what} resolved`;
  const more = lapsNeeded && Number.isFinite(lapsNeeded) ? `: about ${lapsNeeded} laps would` : "";
  return html`<span class="lb-muted">${what} not resolved${more}</span>`;
}

/** The limits that the stints of a table share, each once. */
export function stintLimits(stints: readonly CarStint[]): string[] {
  const all = stints.flatMap(({stint: {pace}}) => (pace.status === "unavailable" ? [] : pace.limits));
  // the fuel effect differs by the lap times of each car
  return [
    ...new Set(
      all.map((text) =>
        text.replace(/^fuel: [\d.]+ ± [\d.]+ ms a kg/, "fuel: about 0.39 ± 0.06 ‰ of the lap time a kilogramme"),
      ),
    ),
  ];
}
