import type {Compute} from "./compute.js";
import type {Span} from "./expressionError.js";
import {sameForm} from "./functions/call.js";
import type {Value} from "./value.js";

// places in the order of WHEELS
const [RL, RR, FL, FR] = [0, 1, 2, 3];

const ONE: Record<string, number> = {rl: RL, rr: RR, fl: FL, fr: FR};
const MEANS: Record<string, readonly number[]> = {
  front: [FL, FR],
  rear: [RL, RR],
  left: [FL, RL],
  right: [FR, RR],
  mean: [RL, RR, FL, FR],
};

/** What may follow the dot after a value of four wheels. */
export const WHEEL_PARTS = [...Object.keys(ONE), ...Object.keys(MEANS), "min", "max", "spread"];

/** One wheel of four, the mean of some, the smallest or largest, or the difference of these; undefined for another part. */
export function wheelPart(value: Value, part: string, at: Span, compute: Compute): Value | undefined {
  if (!WHEEL_PARTS.includes(part)) return undefined;
  const wheel = (place: number): Value => ({...value, at, nodes: [value.nodes[place]]});
  if (Object.hasOwn(ONE, part)) return wheel(ONE[part]);
  const fold = (name: "larger" | "smaller") =>
    [RL, RR, FL, FR].map(wheel).reduce((a, b) => compute.apply(name, [a, b], sameForm(a, at)));
  if (part === "min" || part === "max") return fold(part === "min" ? "smaller" : "larger");
  if (part === "spread") return compute.sum("-", fold("larger"), fold("smaller"), at);
  return compute.mean(MEANS[part].map(wheel), at);
}
