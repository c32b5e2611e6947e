import type {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {make} from "../ui/canvas.js";
import {clockTime} from "../ui/format.js";
import {type FeedItem, feedItems, marksUntil} from "./feedItems.js";
import type {Marks} from "./marks.js";
import type {TextPanel} from "./panel.js";

const SHOWN = 24;

/** What has happened, newest first: the game's messages, the reader's marks, laps, best sectors. */
export function eventFeed(
  source: LiveSource,
  {car, book, marks = null}: {car: () => number; book: LapBook; marks?: Marks | null},
): TextPanel {
  const list = make("ol", "pw-feed");
  list.setAttribute("aria-label", "events, newest first");
  const none = make("p", "lb-muted", "Nothing yet: flags, penalties, laps and best sectors appear here.");
  const element = make("div", "pw-feed-place", list, none);
  // scrolled by keyboard too
  element.tabIndex = 0;
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "events");
  let drawn = "";

  function update(): void {
    const sectors = source.events("sector-times");
    const messages = source.events("session-events");
    const {session} = source;
    if (session) marks?.of(session.id);
    const ownMarks = marksUntil(source.time, marks?.list ?? [], messages);
    const {laps, bests} = book;
    const key = [
      messages.length,
      messages.at(-1)?.sessionTime,
      ownMarks.length,
      laps.length,
      laps.at(-1)?.sessionTime,
      sectors.length,
      car(),
      session?.id,
    ].join(" ");
    if (key === drawn) return;
    drawn = key;
    const names = new Map(session?.drivers.map((d) => [d.car, d.name]));
    const nameOf = (n: number) => names.get(n) || `car ${n}`;
    const items = feedItems({laps, records: bests.records, sectors, messages, marks: ownMarks, nameOf}, SHOWN);
    list.replaceChildren(...items.map((item) => line(item, item.car === car(), nameOf)));
    none.hidden = items.length > 0;
  }
  return {element, update};
}

function line({at, car, text, className}: FeedItem, own: boolean, nameOf: (car: number) => string): HTMLElement {
  const name = Number.isNaN(car) ? [] : [make("b", "", nameOf(car))];
  return make(
    "li",
    own ? "pw-own" : "",
    make("time", "lb-muted", clockTime(at)),
    ...name,
    make("span", className, text),
  );
}
