/** A safety car, virtual safety car or red flag on demand, called in the middle of a lap of the leader. */
export interface RaceCall {
  what: CallKind;
  lap: number;
}

export const CALL_KINDS = ["vsc", "sc", "red"] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** laps that must remain after the one in which a race is stopped, so that it can be restarted */
export const LEFT_FOR_RED = 3;

/**
 * Parses `vsc@2,red@4`: calls and the laps in which race control makes them, for a race of `laps` laps. Throws `invalid call: red`,
 * `unknown call: fcy@2`.
 */
export function parseCalls(text: string, laps: number): RaceCall[] {
  const calls = text
    .split(",")
    .filter((piece) => piece.trim() !== "")
    .map((piece): RaceCall => {
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
