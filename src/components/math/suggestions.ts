import {FUNCTIONS} from "../../core/expressions/functions/functions.js";
import type {MathChannel} from "../../core/expressions/mathChannels.js";
import {offeredNames} from "../../core/expressions/names.js";
import {WHEEL_PARTS} from "../../core/expressions/wheelPart.js";

/** A word that can stand at the caret. */
export interface Suggestion {
  /** written into the expression */
  text: string;
  detail: string;
  /** a function: the caret goes between its parentheses */
  isFunction: boolean;
}

/** Words that fit what is being written, and the characters that they replace. */
export interface Suggestions {
  from: number;
  to: number;
  list: Suggestion[];
}

const MOST = 8;
/** Number and unit: `0.2 s`, `5 km/h`; a word there is no name. */
const AFTER_NUMBER = /(?:^|[^\p{L}\p{N}_])[\d.]+\s*(?:[°%\p{L}²³]+[/·])*$/u;

/**
 * All names of an expression: channels of the lap first, then the user's, functions, and channels that the lap lacks. Single wheels come
 * after everything: a dot takes one of four.
 */
export function knownWords(others: readonly MathChannel[], inLap: (channel: string) => boolean): Suggestion[] {
  const channels = offeredNames().map(({name, channels}) => {
    const [{label, unit}] = channels;
    const four = channels.length > 1;
    const what = four ? label.replace(/ (rear|front) (left|right)$/, ", four wheels") : label;
    const known = channels.every((channel) => inLap(channel.name));
    return {
      known,
      text: name,
      detail: `${what}${unit ? `, ${unit}` : ""}${known ? "" : ", not in this lap"}`,
      isFunction: false,
    };
  });
  const own = others.map(({name, about = "math channel"}) => ({
    text: quotedName(name),
    detail: about,
    isFunction: false,
  }));
  const functions = [...FUNCTIONS].map(([name, {usage, about}]) => ({
    text: name,
    detail: `${usage}: ${about}`,
    isFunction: true,
  }));
  const isWheel = ({text}: Suggestion) => /(?:Fl|Fr|Rl|Rr)$/.test(text);
  const of = (known: boolean, wheel = false) =>
    channels.filter((one) => one.known === known && isWheel(one) === wheel).map(({known: _, ...word}) => word);
  return [...of(true), ...own, ...functions, ...of(true, true), ...of(false), ...of(false, true)];
}

/** A math channel's name as expressions write it. */
export function quotedName(name: string): string {
  return /^\p{L}[\p{L}\p{N}]*$/u.test(name) ? name : `"${name}"`;
}

/** Words for what stands before the caret; null where no name can stand. `all`: also where nothing is written yet. */
export function suggestionsAt(
  text: string,
  caret: number,
  words: readonly Suggestion[],
  {all = false} = {},
): Suggestions | null {
  const before = text.slice(0, caret);
  const part = /[\p{L}\p{N})"]\s*\.(\p{L}*)$/u.exec(before);
  if (part && !/\d\.$/.test(before)) {
    const list = WHEEL_PARTS.filter((name) => name.startsWith(part[1]) && name !== part[1]);
    const details = list.map((name) => ({text: name, detail: "of four wheels", isFunction: false}));
    return list.length ? {from: caret - part[1].length, to: caret, list: details} : null;
  }
  const isQuoted = (before.split('"').length - 1) % 2 === 1;
  const typed = isQuoted ? before.slice(before.lastIndexOf('"')) : (/[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? "");
  const from = caret - typed.length;
  if ((typed === "" && !all) || (!isQuoted && AFTER_NUMBER.test(before.slice(0, from)))) return null;
  const list = ranked(words, typed.replace('"', "").toLowerCase(), isQuoted).slice(0, MOST);
  // Enter and Tab belong to the page again when a name is complete; Ctrl+Space still opens the list
  const isDone = !all && list[0]?.text === typed;
  return list.length && !isDone ? {from, to: caret, list} : null;
}

function ranked(words: readonly Suggestion[], typed: string, isQuoted: boolean): Suggestion[] {
  const plain = (text: string) => text.replaceAll('"', "").toLowerCase();
  const possible = isQuoted ? words.filter(({text}) => text.startsWith('"')) : words;
  const begins = possible.filter(({text}) => plain(text).startsWith(typed));
  const contains = possible.filter(
    (word) => !begins.includes(word) && `${plain(word.text)} ${word.detail}`.includes(typed),
  );
  return [...begins, ...contains];
}
