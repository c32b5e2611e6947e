import {html} from "npm:htl";
import type {Driver, SessionEvent} from "../core/archive/types.js";
import {dataTable} from "./dataTable.js";
import {fixed, lapTime} from "./format.js";

/** The game's four letters in words. */
const EVENTS: Record<string, string> = {
  SSTA: "session started",
  SEND: "session ended",
  FTLP: "fastest lap",
  RTMT: "retired",
  DRSE: "DRS enabled",
  DRSD: "DRS disabled",
  TMPT: "team mate in the pits",
  CHQF: "chequered flag",
  RCWN: "race winner",
  PENA: "penalty",
  SPTP: "speed trap",
  STLG: "start lights",
  LGOT: "lights out",
  DTSV: "drive-through served",
  SGSV: "stop-go served",
  FLBK: "flashback",
  BUTN: "button",
  RDFL: "red flag",
  OVTK: "overtake",
  SCAR: "safety car",
  COLL: "collision",
};

/** Buttons come many times a second: they are in the archive, not in the list. */
const NOISE = new Set(["BUTN"]);

/** What the game reported during the session, in order, in words. */
export function eventList(events: readonly SessionEvent[], drivers: readonly Driver[]): HTMLElement {
  const told = events.filter(({code}) => !NOISE.has(code));
  if (!told.length) return html`<p class="lb-muted">The game reported no events.</p>`;
  const names = new Map(drivers.map(({car, name}) => [car, name || `car ${car}`]));
  return dataTable(told, {
    label: "events",
    tall: true,
    ...(told.length > 20 && {
      search: (event: SessionEvent) => `${eventName(event)} ${names.get(event.car ?? -1) ?? ""}`,
    }),
    columns: [
      {
        key: "time",
        label: "Session time",
        number: true,
        value: (e) => e.sessionTime,
        cell: (e) => lapTime(e.sessionTime * 1000),
      },
      {
        key: "event",
        label: "Event",
        value: eventName,
        cell: (e) => html`<span>${eventName(e)} <span class="lb-muted">${e.code}</span></span>`,
      },
      {
        key: "driver",
        label: "Driver",
        value: (e) => names.get(e.car ?? -1),
        cell: (e) => (e.car === undefined ? "" : (names.get(e.car) ?? `car ${e.car}`)),
      },
      {key: "details", label: "Details", className: "lb-wide", cell: detailsOf},
    ],
  });
}

function eventName({code}: SessionEvent): string {
  return EVENTS[code] ?? "unknown event";
}

function detailsOf({code, details = {}}: SessionEvent): string {
  if (code === "FTLP" && details.lapTime) return lapTime(details.lapTime * 1000);
  if (code === "SPTP" && details.speed) {
    const whose = details.isOverallFastestInSession
      ? ", fastest of the session"
      : details.isDriverFastestInSession
        ? ", this driver's fastest"
        : "";
    return `${fixed(details.speed, 1)} km/h${whose}`;
  }
  const told = Object.entries(details).filter(([name]) => name !== "vehicleIdx");
  return told
    .map(([name, value]) => `${wordsOf(name)} ${Number.isInteger(value) ? value : fixed(value, 1)}`)
    .join(", ");
}

/** `carTelemetry2` → `car telemetry 2` */
export function wordsOf(camel: string): string {
  return camel.replace(/([a-z])([A-Z\d])/g, "$1 $2").toLowerCase();
}
