/** Safety car, virtual safety car or red flag on demand: in the middle of a lap of the leader's. */
export interface Call {
  what: CallKind;
  lap: number;
}

export const CALL_KINDS = ["vsc", "sc", "red"] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** laps that have to be left after the one in which a race is stopped, so that it is begun again */
export const LEFT_FOR_RED = 3;

/**
 * Reads `vsc@2,red@4`: what race control calls in which laps of a race of `laps` laps. Throws `invalid call: red`,
 * `unknown call: fcy@2`.
 */
export function parseCalls(text: string, laps: number): Call[] {
  const calls = text
    .split(",")
    .filter((piece) => piece.trim() !== "")
    .map((piece): Call => {
      const [what, at = ""] = piece.trim().split("@");
      const lap = at === "" ? Number.NaN : Number(at);
      if (!(CALL_KINDS as readonly string[]).includes(what)) throw new RangeError(`unknown call: ${piece.trim()}`);
      const last = what === "red" ? laps - LEFT_FOR_RED : laps;
      if (!(Number.isInteger(lap) && lap >= 1 && lap <= last))
        throw new RangeError(`invalid call: ${piece.trim()}; expected ${what}@1 to ${what}@${last}`);
      return {what: what as CallKind, lap};
    });
  return calls.sort((a, b) => a.lap - b.lap);
}
