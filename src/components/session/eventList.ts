import {html} from "npm:htl";
import type {Driver, SessionEvent} from "../../core/archive/types.js";
import {sessionMessage} from "../../core/live/sessionMessage.js";
import {dataTable} from "../ui/dataTable.js";
import {lapTime} from "../ui/format.js";

/** What the game reported during the session, in order, in words. */
export function eventList(events: readonly SessionEvent[], drivers: readonly Driver[]): HTMLElement {
  // what is no news (buttons, start lights, speeds that are nobody's best) is in the archive, not in the list
  const told = events.filter((event) => sessionMessage(event) !== null);
  if (!told.length) return html`<p class="lb-muted">No events were reported.</p>`;
  const names = new Map(drivers.map(({car, name}) => [car, name || `car ${car}`]));
  const worded = wordedBy(names);
  return dataTable(told, {
    label: "events",
    tall: true,
    ...(told.length > 20 && {
      search: (event: SessionEvent) => `${worded(event)} ${event.code} ${names.get(event.car ?? -1) ?? ""}`,
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
        value: worded,
        // the game's own four letters; those of our own say nothing more
        cell: (e) =>
          /^[A-Z]{4}$/.test(e.code) && worded(e) !== e.code
            ? html`<span>${worded(e)} <span class="lb-muted">${e.code}</span></span>`
            : worded(e),
      },
      {
        key: "driver",
        label: "Driver",
        value: (e) => names.get(e.car ?? -1),
        cell: (e) => (e.car === undefined ? "" : (names.get(e.car) ?? `car ${e.car}`)),
      },
    ],
  });
}

/** As the pit wall words it, with the other car's driver where another car has to do with it, and the lap of a penalty. */
function wordedBy(names: ReadonlyMap<number, string>): (event: SessionEvent) => string {
  return (event) => {
    const message = sessionMessage(event);
    if (!message) return event.code;
    const {text, otherCar, lap, kind} = message;
    const other = Number.isNaN(otherCar)
      ? ""
      : ` ${kind === "OVTK" ? "" : "with "}${names.get(otherCar) ?? `car ${otherCar}`}`;
    return `${text}${other}${Number.isNaN(lap) ? "" : `, lap ${lap}`}`;
  };
}

/** `carTelemetry2` → `car telemetry 2` */
export function spacedWords(camel: string): string {
  return camel.replace(/([a-z])([A-Z\d])/g, "$1 $2").toLowerCase();
}
