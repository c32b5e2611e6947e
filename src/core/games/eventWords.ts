import {eventWords as f1} from "./f1/eventWords.js";
import type {EventWords} from "./game.js";

/** Games whose events are codes. Listed apart from `GAMES`: a page that shows an archive must not load every decoder. */
const WORDS: Record<string, EventWords> = {f1};

/** The words of an archived session's events. @param format `source.format` of session.json */
export function eventWordsOf(format: number | string): EventWords | undefined {
  // only the F1 games' formats have a number
  return WORDS[typeof format === "number" ? "f1" : format];
}
