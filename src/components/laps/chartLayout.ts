import {DEFAULT_CHARTS} from "../../core/channels/defaultCharts.js";
import type {LayoutKind, NamedLayout} from "../layouts/layoutKind.js";
import {type ChartSpec, HEIGHT_LIMITS} from "./traceCharts.js";

/** A named set of charts. */
export interface ChartLayout extends NamedLayout {
  charts: readonly ChartSpec[];
}

const charts = (...ids: (string | readonly string[])[]): ChartSpec[] =>
  ids.map((id) => ({channels: typeof id === "string" ? [id] : id}));

/** The layouts that everybody has; the first is the default. Their keys stand in addresses. */
const SHIPPED: Readonly<Record<string, ChartLayout>> = {
  driver: {name: "Driver overview", charts: charts(...DEFAULT_CHARTS)},
  braking: {
    name: "Braking",
    charts: charts(
      ...["delta", "deltaRate", "speedKmh"],
      ["brake", "throttle"],
      ...["gLongitudinal", "brakePressure*Bar", "brakeTemp*C", "wheelSpeed*", "slipRatio*", "absActive", "lineOffset"],
    ),
  },
  tyres: {
    name: "Tyres",
    charts: charts(
      ...["delta", "speedKmh", "gLateral", "tyrePressure*Psi", "tyreSurfaceTemp*C", "tyreInnerTemp*C"],
      ...["slipAngle*", "slipRatio*", "verticalForce*", "tyreWear*Percent"],
    ),
  },
  powertrain: {
    name: "Powertrain and energy",
    charts: charts(
      ...["delta", "speedKmh"],
      ["throttle", "rpm"],
      ...["gear", "ersStore", "ersDeployMode", "ersDeployed", "drs", "enginePowerMguk", "turboBoostBar"],
      ...["fuelMass", "fuelLitres"],
      ["waterTempC", "oilTempC", "engineTempC"],
    ),
  },
};

/** More are no view of a lap any more. */
const MOST_CHARTS = 40;
/** of one chart; more than the editor lays over each other */
const MOST_IDS = 16;

export const CHART_LAYOUTS: LayoutKind<ChartLayout> = {
  parts: "charts",
  most: MOST_CHARTS,
  shipped: SHIPPED,
  storage: {layouts: "lapbook.layouts", last: "lapbook.layout"},
  file: {kind: "lapbook layout", ending: "lapbook-layout.json"},
  read: chartLayoutOf,
  text: ({charts}) => chartsText(charts),
  linkHolds: "the laps, charts, zoom and cursor",
};

/** A layout in parsed JSON, without what is malformed; undefined where it has no name or no chart. */
function chartLayoutOf(value: unknown): ChartLayout | undefined {
  const {name, charts} = (value ?? {}) as {name?: unknown; charts?: unknown};
  if (typeof name !== "string" || !name.trim() || !Array.isArray(charts)) return undefined;
  const read = charts.slice(0, MOST_CHARTS).flatMap((chart) => chartSpecOf(chart) ?? []);
  return read.length ? {name: name.trim().slice(0, 60), charts: read} : undefined;
}

function chartSpecOf(value: unknown): ChartSpec | undefined {
  const {channels, height, scale} = (value ?? {}) as Record<string, unknown>;
  const ids = Array.isArray(channels) ? channels.filter((id): id is string => typeof id === "string" && id !== "") : [];
  if (!ids.length) return undefined;
  ids.length = Math.min(ids.length, MOST_IDS);
  const isHeight = typeof height === "number" && height >= HEIGHT_LIMITS[0] && height <= HEIGHT_LIMITS[1];
  const [least, greatest] = Array.isArray(scale) ? scale : [];
  const isScale = Number.isFinite(least) && Number.isFinite(greatest) && least < greatest;
  return {channels: ids, ...(isHeight && {height}), ...(isScale && {scale: [least, greatest] as const})};
}

// an address: charts separated by commas, channels by dots, then height and scale: `delta,throttle.brake:h120,rpm:y0_12000`
const escaped = (id: string) => encodeURIComponent(id).replace(/[.!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);

/** Charts as an address keeps them. */
export function chartsText(charts: readonly ChartSpec[]): string {
  return charts
    .map(({channels, height, scale}) =>
      [channels.map(escaped).join("."), height && `h${height}`, scale && `y${scale.join("_")}`]
        .filter(Boolean)
        .join(":"),
    )
    .join(",");
}

/** The charts of an address; malformed parts are left out. Null where none is left. */
export function chartsFrom(text: string | null | undefined): ChartSpec[] | null {
  const charts = (text ?? "").split(",").flatMap((part) => {
    const [ids, ...settings] = part.split(":");
    const channels = ids.split(".").flatMap((id) => unescaped(id) || []);
    const height = Number(settings.find((one) => /^h\d+$/.test(one))?.slice(1) ?? Number.NaN);
    const scale = settings
      .find((one) => one.startsWith("y"))
      ?.slice(1)
      .split("_")
      .map(Number);
    return chartSpecOf({channels, height, scale}) ?? [];
  });
  return charts.length ? charts.slice(0, MOST_CHARTS) : null;
}

function unescaped(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return "";
  }
}
