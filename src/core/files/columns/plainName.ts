/** A name in lower case, without spaces, punctuation and a unit in brackets. */
export function plainName(name: string): string {
  return withoutUnit(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Synonyms and abbreviations of tools, in one spelling. */
const SAME: Record<string, string> = {
  tire: "tyre",
  tires: "tyres",
  center: "centre",
  middle: "centre",
  mid: "centre",
  inside: "inner",
  outside: "outer",
  temperature: "temp",
  pressure: "pres",
  press: "pres",
  position: "pos",
  posn: "pos",
  susp: "suspension",
  sus: "suspension",
  engine: "eng",
  coolant: "water",
  lateral: "lat",
  longitudinal: "long",
  vertical: "vert",
  lon: "long",
  accel: "acc",
  acceleration: "acc",
  laptime: "lap time",
  velocity: "vel",
  steer: "steering",
};

const WHEELS: Record<string, string> = {fl: "fl", lf: "fl", fr: "fr", rf: "fr", rl: "rl", lr: "rl", rr: "rr"};

/**
 * A key for comparing names: the words in one spelling, with the wheel at the end. `Tire Temp Core FL`, `TYRE_TEMP_CORE_LF` and
 * `Tyre Temp FL Core` have the same key.
 */
export function sameName(name: string): string {
  let wheel = "";
  const words = withoutUnit(name)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => {
      if (!WHEELS[word] || wheel) return word !== "";
      wheel = WHEELS[word];
      return false;
    })
    .map((word) => SAME[word] ?? word);
  return words.join("") + (wheel && ` ${wheel}`);
}

function withoutUnit(name: string): string {
  return name.replace(/[[(][^\])]*[\])]\s*$/, "");
}
