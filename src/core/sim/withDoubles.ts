/**
 * Makes every number of an object a double for the engine, and returns the object. A field that begins as a whole number and
 * becomes a fraction changes the object's hidden class, and all compiled code that reads such objects is thrown away: over a race's
 * first minutes that took longer than the race.
 */
export function withDoubles<T extends object>(object: T): T {
  const fields = object as Record<string, unknown>;
  for (const [name, value] of Object.entries(object)) {
    if (typeof value !== "number") continue;
    fields[name] = Number.NaN;
    fields[name] = value;
  }
  return object;
}
