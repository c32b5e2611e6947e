import {lapNameText} from "../laps/open/archivedLap.js";
import type {StrategyAlert} from "../messages/events.js";

/** A page, and the parameters with which it shows the moment of an alert. */
export interface AlertMoment {
  page: "laps" | "live";
  params: Record<string, string>;
}

type Found = Pick<StrategyAlert, "car" | "lap" | "fromTime" | "lapDistance">;

/** The pit wall where the cause of an alert began: live while the session runs, later its replay. */
export function wallMoment(session: string, {car, fromTime}: Found): AlertMoment {
  const whose = Number.isNaN(car) ? null : {car: String(car)};
  return {page: "live", params: {session, ...whose, at: String(Math.round(fromTime * 10) / 10)}};
}

/** The traces of an alert's lap at the place where its rule was met; null for an alert of no lap. The archive has the lap when it is finished. */
export function lapMoment(session: string, {car, lap, lapDistance}: Found): AlertMoment | null {
  if (Number.isNaN(car) || Number.isNaN(lap)) return null;
  const place = Number.isNaN(lapDistance) ? null : {at: String(Math.round(lapDistance))};
  return {page: "laps", params: {laps: lapNameText({session, car, lap}), ...place}};
}

/** The address of a moment, below the address of the pages: `pages/live.html?session=…&at=812.4`. */
export function momentAddress({page, params}: AlertMoment, pages = ""): string {
  // as pages write them: `:` and `,` need no escape in a query (RFC 3986, 3.4)
  const query = String(new URLSearchParams(params)).replaceAll("%3A", ":").replaceAll("%2C", ",");
  return `${pages}pages/${page}.html?${query}`;
}
