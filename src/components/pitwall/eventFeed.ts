import {fastestSectors} from "../../core/laps/bests.js";
import type {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {MARK} from "../../core/messages/events.js";
import {make} from "../ui/canvas.js";
import {lapTime} from "../ui/format.js";
import type {Marks} from "./marks.js";
import type {TextPanel} from "./panel.js";

const SHOWN = 24;

/** Kinds that are to be seen at a glance. */
const KINDS: Record<string, string> = {
  FTLP: "lb-best",
  PENA: "pw-grave",
  RDFL: "pw-grave",
  SCAR: "pw-grave",
  safetyCar: "pw-grave",
  COLL: "pw-grave",
  [MARK]: "pw-marked",
  RTMT: "pw-grave",
};

interface Told {
  at: number;
  car: number;
  text: string;
  kind: string;
}

/** What has happened, newest first: what the game says, the reader's marks, laps, the best sectors. */
export function eventFeed(
  source: LiveSource,
  {car, book, marks = null}: {car: () => number; book: LapBook; marks?: Marks | null},
): TextPanel {
  const list = make("ol", "pw-feed");
  list.setAttribute("aria-label", "events, newest first");
  const none = make("p", "lb-muted", "Nothing yet: flags, penalties, laps and best sectors appear here.");
  const element = make("div", "pw-feed-place", list, none);
  let drawn = "";

  function update(): void {
    const sectors = source.events("sector-times");
    const messages = source.events("session-events");
    const {session} = source;
    if (session) marks?.of(session.id);
    // a mark that was told as it was set is in the archive too
    const said = new Set(messages.filter(({kind}) => kind === MARK).map(markKey));
    const noted =
      marks?.list.filter((mark) => {
        const {sessionTime, note} = mark;
        return !((sessionTime ?? 0) > source.time) && !said.has(markKey({sessionTime, text: note}));
      }) ?? [];
    const key = `${messages.length} ${messages.at(-1)?.sessionTime} ${noted.length} ${book.laps.length} ${book.laps.at(-1)?.sessionTime} ${sectors.length} ${car()} ${source.session?.id}`;
    if (key === drawn) return;
    drawn = key;
    const told: Told[] = book.laps.slice(-SHOWN).map((lap) => ({
      at: lap.sessionTime,
      car: lap.car,
      kind: book.bests.records.has(lap) ? "lb-best" : "",
      text: `lap ${lap.lap} in ${lapTime(lap.lapTimeMs)}${book.bests.records.has(lap) ? ", fastest of the session" : ""}${lap.valid ? "" : ", does not count"}`,
    }));
    for (const s of fastestSectors(sectors).slice(-SHOWN))
      told.push({
        at: s.sessionTime,
        car: s.car,
        kind: "lb-best",
        text: `best sector ${s.sector}, ${lapTime(s.timeMs)}`,
      });
    const names = new Map(session?.drivers.map((d) => [d.car, d.name]));
    const nameOf = (n: number) => names.get(n) || `car ${n}`;
    for (const {sessionTime, car: n, otherCar, kind, text, lap} of messages.slice(-SHOWN)) {
      const other = Number.isNaN(otherCar) ? "" : ` ${kind === "OVTK" ? "" : "with "}${nameOf(otherCar)}`;
      const when = Number.isNaN(lap) ? "" : `, lap ${lap}`;
      told.push({at: sessionTime, car: n, kind: KINDS[kind] ?? "", text: text ? text + other + when : "marked"});
    }
    for (const {sessionTime, note} of noted.slice(-SHOWN))
      told.push({at: sessionTime ?? Number.NaN, car: Number.NaN, kind: "pw-marked", text: note || "marked"});
    told.sort((a, b) => b.at - a.at || 0);
    list.replaceChildren(
      ...told.slice(0, SHOWN).map(({at, car: n, text, kind}) => {
        const item = make(
          "li",
          n === car() ? "pw-own" : "",
          make("time", "lb-muted", clock(at)),
          ...(Number.isNaN(n) ? [] : [make("b", "", nameOf(n))]),
          make("span", kind, text),
        );
        return item;
      }),
    );
    none.hidden = told.length > 0;
  }
  return {element, update};
}

/** The same mark in the log and in the archive. */
function markKey({sessionTime, text}: {sessionTime: number | null; text: string}): string {
  return `${sessionTime} ${text}`;
}

/** Session time, s, as h:mm:ss or m:ss. */
export function clock(seconds: number): string {
  if (Number.isNaN(seconds)) return "—";
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const pad = (n: number) => String(n).padStart(2, "0");
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}
