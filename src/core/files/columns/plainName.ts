/** A name in lower case, without spaces, punctuation and a unit in brackets. */
export function plainName(name: string): string {
  return withoutUnit(name)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** The key of each word of the texts, which separate them by `separator`. */
function keyByWord(texts: Readonly<Record<string, string>>, separator: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(texts).flatMap(([key, text]) => text.split(separator).map((word) => [word, key])));
}

/** Synonyms and abbreviations of tools, by their common spelling. */
const SAME = keyByWord(
  {
    tyre: "tire",
    tyres: "tires",
    centre: "center middle mid",
    inner: "inside",
    outer: "outside",
    temp: "temperature",
    pres: "pressure press",
    pos: "position posn",
    suspension: "susp sus",
    eng: "engine",
    water: "coolant",
    lat: "lateral",
    long: "longitudinal lon",
    vert: "vertical",
    acc: "accel acceleration",
    "lap time": "laptime",
    vel: "velocity",
    steering: "steer",
  },
  " ",
);

/** Names of the wheels in tools. */
export const WHEEL_NAMES = keyByWord(
  {
    Fl: "fl,lf,front left,left front",
    Fr: "fr,rf,front right,right front",
    Rl: "rl,lr,rear left,left rear",
    Rr: "rr,rear right,right rear",
  },
  ",",
);

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
      const found = WHEEL_NAMES.get(word);
      if (!found || wheel) return word !== "";
      wheel = found.toLowerCase();
      return false;
    })
    .map((word) => SAME.get(word) ?? word);
  return words.join("") + (wheel && ` ${wheel}`);
}

function withoutUnit(name: string): string {
  return name.replace(/[[(][^\])]*[\])]\s*$/, "");
}
