import {lapTimeText} from "../laps/lapTimeText.js";
import type {AlertRule, RuleKind} from "./rule.js";

/** What an alert found: the words of its template and its evidence. */
export interface AlertFact {
  value: number;
  limit: number;
  unit: string;
  channel: string;
  fromTime: number;
  toTime: number;
  lap: number;
  /** "front left"; "" where the value is of the car */
  wheel?: string;
  /** of a session event */
  words?: string;
  /** minutes until rain */
  minutes?: number;
}

const EVERYWHERE = ["value", "limit", "unit", "channel", "lap", "title"];
const OF_KIND: Partial<Record<RuleKind, string[]>> = {
  threshold: ["wheel", "seconds"],
  rate: ["wheel"],
  missing: ["wheel", "seconds"],
  lockUp: ["wheel", "words"],
  fuelShort: ["words"],
  cusum: ["difference"],
  best: ["difference"],
  rain: ["minutes", "words"],
  safetyCar: ["words"],
  penalty: ["words"],
  event: ["words"],
};
const WORD = /\{([^{}]*)\}/g;

/** Words in braces that a template of this kind may have. */
export function templateWords(kind: RuleKind): string[] {
  return [...EVERYWHERE, ...(OF_KIND[kind] ?? [])];
}

/** What is wrong with a template; undefined: nothing. */
export function templateFault(text: string, kind: RuleKind): string | undefined {
  const known = templateWords(kind);
  for (const [, word] of text.matchAll(WORD))
    if (!known.includes(word)) return `unknown word {${word}}; known: ${known.map((one) => `{${one}}`).join(" ")}`;
  return undefined;
}

/** The text of an alert, without the car's name. Numbers have three or more significant digits; lap times are written as such. */
export function alertText(rule: AlertRule, fact: AlertFact): string {
  const isLapTime = fact.unit === "ms";
  const words: Record<string, string> = {
    value: isLapTime ? lapTimeText(fact.value) : numberText(fact.value),
    limit: isLapTime ? lapTimeText(fact.limit) : numberText(fact.limit),
    difference: isLapTime
      ? `${(Math.abs(fact.value - fact.limit) / 1000).toFixed(3)} s`
      : `${numberText(Math.abs(fact.value - fact.limit))} ${fact.unit}`.trim(),
    unit: isLapTime ? "" : fact.unit,
    channel: fact.channel,
    lap: Number.isNaN(fact.lap) ? "?" : String(fact.lap),
    title: rule.title,
    wheel: fact.wheel ?? "",
    seconds: numberText(fact.toTime - fact.fromTime),
    words: fact.words ?? "",
    minutes: numberText(fact.minutes ?? Number.NaN),
  };
  return rule.text
    .replace(WORD, (_, word) => words[word] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return "?";
  const size = Math.abs(value);
  const text = size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toPrecision(size >= 1 ? 3 : 2);
  return (text.includes("e") ? text : String(Number(text))).replace("-", "−");
}
