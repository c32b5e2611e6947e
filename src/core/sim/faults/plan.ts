/** Faults of the link are parts of all datagrams; all others are how many times they happen in the race. */
export const LINK_FAULTS = ["loss", "duplicate", "reorder"] as const;
export const TIMED_FAULTS = [
  ...["flashback", "pause", "restart"],
  ...["dropout", "spike", "stuck"],
  ...["brakes", "puncture", "misfire"],
] as const;

export type FaultPlan = Record<string, number>;

/** About how long a lap of a race takes, s, to spread faults over it. */
export function aLap(lengthM: number): number {
  return lengthM / 66;
}

/**
 * Reads `loss=1%,flashback=2,spike=3`. Throws `unknown fault: foo`, `invalid fault: loss=200%`; an empty text asks for none.
 */
export function parseFaults(text: string): FaultPlan {
  const plan: FaultPlan = {};
  for (const part of text.split(",").filter((piece) => piece.trim() !== "")) {
    const [name, value = "1"] = part.trim().split("=");
    const link = (LINK_FAULTS as readonly string[]).includes(name);
    if (!link && !(TIMED_FAULTS as readonly string[]).includes(name)) throw new RangeError(`unknown fault: ${name}`);
    const number = value.endsWith("%") ? Number(value.slice(0, -1)) / 100 : Number(value);
    const fits = link ? number >= 0 && number <= 0.5 : Number.isInteger(number) && number >= 0 && number <= 100;
    if (value.trim() === "" || !fits) throw new RangeError(`invalid fault: ${part.trim()}`);
    plan[name] = number;
  }
  return plan;
}
