import type {ArchivedSession} from "../../core/archive/types.js";
import {lapProgression} from "../laps/lapProgression.js";
import {firstColors} from "./driverColors.js";
import {carOrder} from "./driverTable.js";
import {stintChart} from "./stintChart.js";

const CHARTS = {
  lapTimes: ({session, laps}: ArchivedSession, width: number) =>
    lapProgression(laps, {width, colors: firstColors({session, laps})}),
  stints: ({session, laps}: ArchivedSession, width: number) =>
    stintChart(session, laps, {width, cars: carOrder(session, laps)}),
};

/** A chart of a session's laps: lap times over lap number, tyres by lap. */
export type SessionChart = keyof typeof CHARTS;

export const SESSION_CHARTS = Object.keys(CHARTS) as SessionChart[];

/** A chart of a session, as its page and notebooks draw it. */
export function sessionChart(chart: SessionChart, archived: ArchivedSession, {width}: {width: number}): HTMLElement {
  return CHARTS[chart](archived, width);
}

/** A notebook's cell that draws it. */
export function sessionChartCell(chart: SessionChart, session: string): string {
  return `sessionChart(${JSON.stringify(chart)}, ${JSON.stringify(session)})`;
}
