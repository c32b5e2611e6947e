/** Values of the channel `tyreCompound`, as the F1 games number them. */
const COMPOUNDS = new Map([
  [0, "unknown"], // unused slots
  [7, "intermediate"],
  [8, "wet"],
  [9, "dry"],
  [10, "wet"],
  [15, "wet"],
  [16, "soft"],
  [17, "medium"],
  [18, "hard"],
  [19, "super soft"],
  [20, "soft"],
  [21, "medium"],
  [22, "hard"],
  [255, "unknown"],
]);

/** The compound by its colour on the sidewall: "soft", "medium", "hard", "intermediate", "wet"; Formula 2 also "super soft". */
export function compoundName(value: number): string {
  return COMPOUNDS.get(value) ?? `compound ${value}`;
}
