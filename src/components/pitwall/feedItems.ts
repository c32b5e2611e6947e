import {FORECAST_CHANGED, RACE_LAPS} from "../../core/games/f1/eventWords.js";
import {fastestSectors} from "../../core/laps/bests.js";
import type {LapEvent, SectorEvent, SessionMessage} from "../../core/messages/events.js";
import {MARK} from "../../core/messages/events.js";
import {lapTime} from "../ui/format.js";
import {messageLine} from "../ui/messageLine.js";
import type {Mark} from "./marks.js";

/** A line of the event feed. */
export interface FeedItem {
  /** session time, s */
  at: number;
  /** NaN where no car is concerned */
  car: number;
  text: string;
  className: string;
}

export interface FeedInput {
  laps: readonly LapEvent[];
  /** laps that were the fastest of the session when they were finished */
  records: ReadonlySet<LapEvent>;
  sectors: readonly SectorEvent[];
  messages: readonly SessionMessage[];
  marks: readonly Mark[];
  nameOf: (car: number) => string;
}

/** Kinds of messages with a style of their own. */
const CLASSES: Record<string, string> = {
  FTLP: "lb-best",
  PENA: "pw-grave",
  RDFL: "pw-grave",
  SCAR: "pw-grave",
  safetyCar: "pw-grave",
  COLL: "pw-grave",
  RTMT: "pw-grave",
  [MARK]: "pw-marked",
};

/** Kinds that stand in the header of the page. */
const QUIET: ReadonlySet<string> = new Set([FORECAST_CHANGED, RACE_LAPS]);

/** The newest events of all kinds, newest first, at most `most`. */
export function feedItems({laps, records, sectors, messages, marks, nameOf}: FeedInput, most: number): FeedItem[] {
  const finished = laps.slice(-most).map((lap): FeedItem => {
    const fastest = records.has(lap);
    const notes = `${fastest ? ", fastest of the session" : ""}${lap.valid ? "" : ", invalid"}`;
    return {
      at: lap.sessionTime,
      car: lap.car,
      className: fastest ? "lb-best" : "",
      text: `lap ${lap.lap} in ${lapTime(lap.lapTimeMs)}${notes}`,
    };
  });
  const best = fastestSectors(sectors).slice(-most);
  return [
    ...finished,
    ...best.map(({sessionTime, car, sector, timeMs}) => ({
      at: sessionTime,
      car,
      className: "lb-best",
      text: `best sector ${sector}, ${lapTime(timeMs)}`,
    })),
    ...messages
      .filter(({kind}) => !QUIET.has(kind))
      .slice(-most)
      .map((message) => ({
        at: message.sessionTime,
        car: message.car,
        className: CLASSES[message.kind] ?? "",
        text: message.text ? messageLine(message, nameOf) : "mark",
      })),
    ...marks.slice(-most).map(({sessionTime, note}) => ({
      at: sessionTime ?? Number.NaN,
      car: Number.NaN,
      className: "pw-marked",
      text: note || "mark",
    })),
  ]
    .sort((a, b) => b.at - a.at || 0)
    .slice(0, most);
}

/** Marks set up to a session time that are not among the messages: a new mark is in the log and in the archive. */
export function marksUntil(time: number, marks: readonly Mark[], messages: readonly SessionMessage[]): Mark[] {
  const key = (sessionTime: number | null, text: string) => `${sessionTime} ${text}`;
  const known = new Set(messages.filter(({kind}) => kind === MARK).map((m) => key(m.sessionTime, m.text)));
  return marks.filter(({sessionTime, note}) => !((sessionTime ?? 0) > time) && !known.has(key(sessionTime, note)));
}
