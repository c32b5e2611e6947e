/** The quantity that a number measures; `plain`: a count, a flag, a gear. */
export type Quantity =
  | "speed"
  | "ratio"
  | "angle"
  | "angularRate"
  | "acceleration"
  | "temperature"
  | "pressure"
  | "length"
  | "time"
  | "mass"
  | "volume"
  | "force"
  | "torque"
  | "voltage"
  | "plain";

/** SI value = value × factor + add. Sources: the units' definitions (SI brochure; NIST SP 811, appendix B). */
type Conversion = readonly [factor: number, add?: number];

const DEGREE = Math.PI / 180;
const PSI = 6894.757293168;
/** US gallon, l */
const GALLON = 3.785411784;
const POUND_FORCE = 4.4482216152605;

const UNITS: Record<Quantity, Record<string, Conversion>> = {
  speed: {
    "m/s": [1],
    "km/h": [1 / 3.6],
    kph: [1 / 3.6],
    kmh: [1 / 3.6],
    mph: [0.44704],
    kt: [1852 / 3600],
    kts: [1852 / 3600],
    knots: [1852 / 3600],
    "mm/s": [0.001],
    "in/s": [0.0254],
    "ft/s": [0.3048],
    "mi/h": [0.44704],
    "km/hr": [1 / 3.6],
    kmph: [1 / 3.6],
  },
  ratio: {"": [1], ratio: [1], "%": [0.01], pct: [0.01]},
  angle: {rad: [1], deg: [DEGREE], degrees: [DEGREE], "0.1deg": [DEGREE / 10], "0.01deg": [DEGREE / 100]},
  angularRate: {"rad/s": [1], "deg/s": [DEGREE], dps: [DEGREE], "deg/sec": [DEGREE], "rad/sec": [1]},
  acceleration: {"m/s2": [1], "m/s/s": [1], "m/s^2": [1], g: [9.80665], mg: [0.00980665]},
  temperature: {
    c: [1],
    degc: [1],
    celsius: [1],
    f: [5 / 9, -160 / 9],
    degf: [5 / 9, -160 / 9],
    fahrenheit: [5 / 9, -160 / 9],
    k: [1, -273.15],
    kelvin: [1, -273.15],
  },
  pressure: {
    pa: [1],
    hpa: [100],
    mbar: [100],
    kpa: [1000],
    mpa: [1e6],
    bar: [1e5],
    psi: [PSI],
    inhg: [3386.389],
    mmhg: [133.3224],
    atm: [101_325],
  },
  length: {
    m: [1],
    mm: [0.001],
    cm: [0.01],
    km: [1000],
    in: [0.0254],
    ft: [0.3048],
    kft: [304.8],
    mi: [1609.344],
    miles: [1609.344],
  },
  time: {s: [1], sec: [1], ms: [0.001], us: [1e-6], min: [60]},
  mass: {kg: [1], g: [0.001], lb: [0.45359237]},
  // in litres, not m³
  volume: {l: [1], ltr: [1], litre: [1], litres: [1], liters: [1], ml: [0.001], gal: [GALLON], usgal: [GALLON]},
  force: {n: [1], kn: [1000], lbf: [POUND_FORCE], lb: [POUND_FORCE], kgf: [9.80665]},
  torque: {
    nm: [1],
    "n.m": [1],
    "n*m": [1],
    n·m: [1],
    "lbf.ft": [0.3048 * POUND_FORCE],
    "ft.lbf": [0.3048 * POUND_FORCE],
  },
  voltage: {v: [1], mv: [0.001]},
  plain: {},
};

/** One spelling for the ways in which tools write a unit. */
export function plainUnit(unit: string): string {
  return unit
    .toLowerCase()
    .replace(/[°\s[\]()]/g, "")
    .replace("²", "2")
    .replace(/^[-.]+$/, "");
}

/** To SI; undefined for a unit of another quantity. */
function toSi(quantity: Quantity, unit: string): Conversion | undefined {
  return quantity === "plain" ? [1] : unitIn(quantity, plainUnit(unit));
}

/** target = value × factor + add; undefined when either unit is not one of the quantity. */
export function conversion(quantity: Quantity, from: string, to: string): {factor: number; add: number} | undefined {
  const [a, b] = [toSi(quantity, from), toSi(quantity, to)];
  if (!a || !b) return undefined;
  return {factor: a[0] / b[0], add: ((a[1] ?? 0) - (b[1] ?? 0)) / b[0]};
}

/** The quantity that a unit measures. */
export function quantityOf(unit: string): Quantity {
  const plain = plainUnit(unit);
  if (plain === "") return "plain";
  // of units with two meanings (g, lb) the first quantity is taken
  return (Object.keys(UNITS) as Quantity[]).find((q) => unitIn(q, plain)) ?? "plain";
}

/** A user's text may be "constructor", which every object has. */
function unitIn(quantity: Quantity, plain: string): Conversion | undefined {
  return Object.hasOwn(UNITS[quantity], plain) ? UNITS[quantity][plain] : undefined;
}

/** Whether a text is a unit of any quantity. */
export function isUnit(text: string): boolean {
  return quantityOf(text) !== "plain";
}

/** Units offered to users, the commonest first. "0–255" is a byte for 0–1; "0–1" and "" are the same. */
export const UNIT_CHOICES: Readonly<Record<Quantity, readonly string[]>> = {
  speed: ["km/h", "m/s", "mph", "kt"],
  ratio: ["0–1", "%", "0–255"],
  angle: ["rad", "deg"],
  angularRate: ["rad/s", "deg/s"],
  acceleration: ["g", "m/s²"],
  temperature: ["°C", "°F", "K"],
  pressure: ["psi", "bar", "kPa", "Pa"],
  length: ["m", "km", "ft", "mi", "cm", "mm", "0.1 m"],
  time: ["s", "ms", "min", "us"],
  mass: ["kg", "lb"],
  volume: ["l", "gal"],
  force: ["N", "kN", "lbf"],
  torque: ["Nm"],
  voltage: ["V", "mV"],
  plain: [],
};

/** Units as the last words of a name: `speed_kmh`. `ms` is m/s of a speed and milliseconds of a time. */
export const UNIT_SUFFIXES: Readonly<Record<string, string>> = suffixes({
  "km/h": "kmh kph kmph km-h",
  mph: "mph",
  "m/s": "mps m-s",
  "%": "pct percent percentage",
  deg: "deg degrees",
  rad: "rad",
  s: "s sec secs seconds",
  ms: "ms msec millis",
  us: "us",
  m: "m meter meters metres",
  km: "km",
  ft: "ft",
  mm: "mm",
  psi: "psi",
  kPa: "kpa",
  bar: "bar",
  C: "c celsius degc",
  F: "f degf",
  K: "kelvin",
  l: "l liters litres",
  kg: "kg",
  g: "g",
});

/** By suffix; a hyphen separates two words. */
function suffixes(byUnit: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(byUnit).flatMap(([unit, texts]) => texts.split(" ").map((text) => [text.replace("-", " "), unit])),
  );
}

/** Units of plain numbers: revolutions, counts, flags. */
export function isCount(unit: string): boolean {
  return /^(1\/min|rpm|no|none|count|bool|flag|gear|lap|laps|-|\/min|min-1)$/i.test(unit.trim());
}
