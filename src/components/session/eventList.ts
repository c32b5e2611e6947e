import {html} from "npm:htl";
import type {Driver, SessionEvent} from "../../core/archive/types.js";
import {eventWordsOf} from "../../core/games/eventWords.js";
import type {EventWords} from "../../core/games/game.js";
import {sessionMessage} from "../../core/live/publish/sessionMessage.js";
import {dataTable} from "../ui/dataTable.js";
import {lapTime} from "../ui/format.js";
import {messageLine} from "../ui/messageLine.js";

/** The game's events of a session, in order. @param format of the session's source */
export function eventList(
  events: readonly SessionEvent[],
  drivers: readonly Driver[],
  format: number | string,
): HTMLElement {
  const words = eventWordsOf(format);
  // buttons, start lights and ordinary speeds are archived but not listed
  const shown = events.filter((event) => sessionMessage(event, words) !== null);
  if (!shown.length) return html`<p class="lb-muted">No events were reported.</p>`;
  const names = new Map(drivers.map(({car, name}) => [car, name || `car ${car}`]));
  const text = textOf((car) => names.get(car) ?? `car ${car}`, words);
  return dataTable(shown, {
    label: "events",
    tall: true,
    ...(shown.length > 20 && {
      search: (event: SessionEvent) => `${text(event)} ${event.code} ${names.get(event.car ?? -1) ?? ""}`,
    }),
    columns: [
      {label: "Session time", number: true, value: (e) => e.sessionTime * 1000, format: lapTime},
      {
        label: "Driver",
        optional: true,
        value: (e) => names.get(e.car ?? -1),
        cell: (e) => (e.car === undefined ? "" : (names.get(e.car) ?? `car ${e.car}`)),
      },
      {
        label: "Event",
        value: text,
        // the game's own code of four letters; Lapbook's codes repeat the text
        cell: (e) =>
          /^[A-Z]{4}$/.test(e.code) && text(e) !== e.code
            ? html`<span>${text(e)} <span class="lb-muted">${e.code}</span></span>`
            : text(e),
      },
    ],
  });
}

/** Texts of events; the code of an unknown one. */
function textOf(nameOf: (car: number) => string, words: EventWords | undefined): (event: SessionEvent) => string {
  return (event) => {
    const message = sessionMessage(event, words);
    return message ? messageLine(message, nameOf) : event.code;
  };
}

/** `carTelemetry2` → `car telemetry 2` */
export function spacedWords(camel: string): string {
  return camel.replace(/([a-z])([A-Z\d])/g, "$1 $2").toLowerCase();
}
