export const LINK_FAULTS = ["loss", "duplicate", "reorder"] as const;
export const SESSION_FAULTS = ["flashback", "pause", "restart"];
export const SENSOR_FAULTS = ["dropout", "spike", "stuck"];
export const CAR_FAULTS = ["brakes", "puncture", "misfire"];
export const TIMED_FAULTS: readonly string[] = [...SESSION_FAULTS, ...SENSOR_FAULTS, ...CAR_FAULTS];

/** Faults by name: for a link fault the part of all datagrams, for a timed fault the number of times in the race. */
export type FaultPlan = Record<string, number>;

/** Approximate lap time in a race, s, for spreading faults over it. */
export function typicalLapTime(lengthM: number): number {
  return lengthM / 66;
}

/** Parses `loss=1%,flashback=2,spike=3`; empty text gives no faults. Throws `unknown fault: foo`, `invalid fault: loss=200%`. */
export function parseFaults(text: string): FaultPlan {
  const plan: FaultPlan = {};
  for (const part of text.split(",").filter((piece) => piece.trim() !== "")) {
    const [name, value = "1"] = part.trim().split("=");
    const link = (LINK_FAULTS as readonly string[]).includes(name);
    if (!link && !TIMED_FAULTS.includes(name)) throw new RangeError(`unknown fault: ${name}`);
    const number = value.endsWith("%") ? Number(value.slice(0, -1)) / 100 : Number(value);
    const fits = link ? number >= 0 && number <= 0.5 : Number.isInteger(number) && number >= 0 && number <= 100;
    if (value.trim() === "" || !fits) throw new RangeError(`invalid fault: ${part.trim()}`);
    plan[name] = number;
  }
  return plan;
}
