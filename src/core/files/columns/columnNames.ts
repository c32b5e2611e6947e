import type {Quantity} from "../../channels/units.js";
import {MOTEC_RULES} from "../motec/motecChannels.js";
import {plainName} from "./plainName.js";
import {LAP_WHOLE, quantityOfTarget, targetOf} from "./targets.js";

/**
 * How people and programs call the channels, as plain names (lower case, letters and digits only), beside MoTeC's names
 * and the catalogue's own. A name may stand for several channels; the values decide then.
 */
const NAMES: Record<string, string> = {
  sessionTime:
    "time sessiontime elapsedtime elapsed timestamp totaltime datetime date utc unixtime epoch clock simtime recordtime t zeit temps tiempo tempo",
  currentLapTimeMs:
    "laptime currentlaptime curlaptime laptimecurrent lapcurrentlaptime icurrenttime currenttime timeinlap runninglaptime laptimer time",
  lastLapTimeMs: "laptime lastlaptime lastlap ilasttime laptimeprevious previouslaptime laplastlaptime lasttime",
  lapNumber:
    "lap lapnumber lapno lapnum lapcount currentlap currentlapnum completedlaps completedlap lapscompleted laps lapid lapcounter lapindex lapnumbertotal runde rundennummer tour vuelta giro",
  lapDistance: "lapdistance lapdist distanceroundtrack trackdistance distance dist s distanceinlap lapdistancem",
  totalDistance: "totaldistance distancetraveled distancetravelled odometer totaldist traveldistance distance dist",
  lapFraction:
    "normalizedcarposition normalizedposition normalisedposition normalizedsplineposition splineposition lapdistpct lapdistancepct lapfraction trackpositionnormalized lapprogress",
  [LAP_WHOLE]: "lapwhole",
  latitude: "latitude lat gpslat gpslatitude",
  longitude: "longitude lon lng long gpslon gpslong gpslongitude",
  speedKmh:
    "speed groundspeed vehiclespeed carspeed velocity vcar v vel gpsspeed speedoverground spd speedkmh geschwindigkeit vitesse velocidad velocit",
  throttle:
    "throttle throttlepos throttleposition throttlepedal gas gaspedal accelerator acceleratorpedal accelpedal rthrottle throttleinput thr aps pps rpedal gaspedal accelerateur acclrateur acelerador acceleratore",
  brake:
    "brake brakes brakepos brakepedal brakeposition braking rbrake brakeinput brakepressure pbrake brakestatus brk brkpress brkpos brkpedal brakepress brakepres bremse frein freno",
  clutchPercent: "clutch clutchpos clutchpedal clutchposition",
  steering:
    "steer steering steeringangle steerangle steeringwheelangle steeredangle asteering asteer wheelangle steeringwheel steeringinput steeringposition steeringpos steerang str steerpos lenkwinkel lenkung volant volante",
  gear: "gear ngear gearposition selectedgear gearnumber gang rapport marcha marcia",
  rpm: "rpm rpms enginerpm enginespeed nengine revs erpm engine nmot nrpm motorspeed drehzahl motordrehzahl regime rgime rgimemoteur revoluciones girimotore",
  gLateral:
    "glat latg lateralg gforcelateral gforcelat glateral latacc latacceleration lateralacceleration lataccel gforcex accgx accelerationlateral glateralacceleration gx gy",
  gLongitudinal:
    "glon glong longg lonacc longitudinalg gforcelongitudinal gforcelong glongitudinal longacc longacceleration longaccel longitudinalacceleration gforcez accgz accelerationlongitudinal gz",
  gVertical: "gvert vertg verticalg gforcevertical gvertical vertacc vertaccel verticalacceleration gforcey accgy",
  worldX: "x posx positionx worldx worldpositionx xposition coordx carx locationx xpos xcoord",
  worldY: "y posy positiony worldy worldpositiony yposition coordy cary locationy ypos ycoord",
  worldZ: "z posz positionz worldz worldpositionz zposition coordz carz locationz zpos zcoord",
  yaw: "yaw heading yawangle",
  pitch: "pitch pitchangle",
  roll: "roll rollangle",
  yawRate: "yawrate gyroyaw angularvelocityy yawvelocity",
  // litres unless the name or the unit says kilograms
  fuelLitres: "fuel fuellevel fuelremaining fuelload fuelamount fuelvolume fuellitres fuelliters",
  fuelMass: "fuel fuellevel fuelintank fuelremaining fuelload fuelmass",
  engineTempC: "enginetemp enginetemperature",
  waterTempC: "watertemp coolanttemp watertemperature coolanttemperature enginewatertemp",
  oilTempC: "oiltemp oiltemperature engineoiltemp engoiltemp",
  oilPressureBar: "oilpressure oilpress oilpres engineoilpressure engoilpressure",
  fuelPressureBar: "fuelpressure fuelpress",
  manifoldPressureBar: "manifoldpressure manifoldpress intakemanifoldpressure",
  turboBoostBar: "turboboost boost boostpressure turbopressure turbo",
  gearboxTempC: "gearboxtemp gearboxoiltemp gboxoiltemp transmissiontemp",
  exhaustTempC: "exhausttemp exhausttemperature egt",
  intakeTempC: "intaketemp intakeairtemp inletairtemp iat",
  batteryVolts: "batteryvoltage batteryvolts voltage vbat",
  engineTorqueNm: "enginetorque torque",
  ersCharge: "erscharge kerscharge batterycharge batterysoc soc",
  brakePressureFrontBar:
    "brakepressurefront frontbrakepressure brakepressfront brakepresfront brakelinepressurefront pbrakef pbrakefront",
  brakePressureRearBar:
    "brakepressurerear rearbrakepressure brakepressrear brakepresrear brakelinepressurerear pbraker pbrakerear",
  rideHeightFront: "rideheightfront frontrideheight",
  rideHeightRear: "rideheightrear rearrideheight",
  rideHeight: "rideheight bodyheight",
  pitchRate: "pitchrate gyropitch pitchvelocity",
  rollRate: "rollrate gyroroll rollvelocity",
  heading: "gpsheading course bearing gpscourse yawnorth",
  absActive: "absactive absinaction abs",
  tcActive: "tcactive tcinaction tc tcs tractioncontrol tractioncontrolactive",
  absLevel: "abslevel abssetting abs",
  tcLevel: "tclevel tcsetting tractioncontrolsetting tc tcs",
  handbrake: "handbrake handbrakepos",
  steeringTorqueNm: "steeringtorque steeringwheeltorque ffbtorque",
  tyresOffTrack: "numberoftyresout numberoftiresout tyresout tiresout wheelsofftrack",
  bestLapTimeMs: "bestlaptime bestlap ibesttime lapbestlaptime besttime",
  deltaToBestMs: "deltatobest bestlapdelta deltabest lapdeltatobestlap",
  airTempC: "airtemp ambienttemp airtemperature ambienttemperature outsidetemp",
  trackTempC: "tracktemp roadtemp tracktemperature roadtemperature surfacetemp",
  windSpeed: "windspeed windvel windvelocity",
  windDirection: "winddirection winddir",
  rain: "rain rainintensity raindensity rainlevel precipitation",
  trackGrip: "trackgrip surfacegrip",
  humidityPercent: "humidity relativehumidity",
  airPressureBar: "airpressure baropressure barometricpressure ambientpressure",
  drs: "drs drsactive drsopen",
  sector: "sector currentsector sectorindex currentsectorindex sectornumber",
  position: "position raceposition carposition place",
  lapInvalid: "lapinvalid islapinvalid invalid invalidlap",
  pitStatus: "pitstatus isinpitlane inpitlane isinpit inpit onpitroad pit",
  brakeBiasPercent: "brakebias frontbrakebias",
  pitLimiter: "pitlimiter",
  tyreAgeLaps: "tyreage tireage tyreagelaps",
};

/** The same for channels of a wheel; the wheel's mark is taken out of the name before. */
const WHEEL_NAMES: [names: string, channel: (wheel: string) => string][] = [
  [
    "tyretemp tiretemp tyresurfacetemp tyretempsurface tiresurfacetemp tyretemperature tiretemperature tyresurfacetemperature tyressurfacetemperature",
    (w) => `tyreSurfaceTemp${w}C`,
  ],
  ["tyretempinner tiretempinner tyretempinside tiretempinside tyretempi tiretempi", (w) => `tyreTreadInnerTemp${w}C`],
  [
    "tyretempmiddle tiretempmiddle tyretempcentre tyretempcenter tiretempcenter tyretempm tiretempm",
    (w) => `tyreTreadMiddleTemp${w}C`,
  ],
  ["tyretempouter tiretempouter tyretempoutside tiretempoutside tyretempo tiretempo", (w) => `tyreTreadOuterTemp${w}C`],
  [
    "tyrecoretemp tirecoretemp tyretempcore tiretempcore tyrecoretemperature tireinnertemp tyreinnertemp tyreinnertemperature tyresinnertemperature tyrecarcasstemp tyretempcarcass coretemp",
    (w) => `tyreInnerTemp${w}C`,
  ],
  [
    "tyrepressure tirepressure tyrepress tirepress tyrepres wheelpressure wheelspressure tyrespressure",
    (w) => `tyrePressure${w}Psi`,
  ],
  ["braketemp brakedisctemp disctemp braketemperature brakestemperature brakedisctemperature", (w) => `brakeTemp${w}C`],
  ["tyrewear tirewear tyreswear", (w) => `tyreWear${w}Percent`],
  [
    "suspensiontravel susptravel sustravel suspensionposition susppos damperpos damperposition suspension",
    (w) => `suspensionPosition${w}`,
  ],
  [
    "suspensionvelocity suspvel suspensionvel suspvelocity dampervel dampervelocity damperspeed shockvel",
    (w) => `suspensionVelocity${w}`,
  ],
  ["rideheight", (w) => `rideHeight${w}`],
  ["brakepressure brakepress brakepres brakelinepressure brakelinepress", (w) => `brakePressure${w}Bar`],
  ["padlife brakepad brakepadthickness", (w) => `brakePad${w}Mm`],
  ["disclife brakedisc brakediscthickness", (w) => `brakeDisc${w}Mm`],
  ["camber camberrad camberangle", (w) => `camber${w}`],
  ["wheelslip tyreslip tireslip slip", (w) => `wheelSlip${w}`],
  ["wheelspeed", (w) => `wheelSpeed${w}`],
  ["slipratio wheelslipratio", (w) => `slipRatio${w}`],
  ["slipangle wheelslipangle", (w) => `slipAngle${w}`],
  ["tyreload tireload wheelload verticalforce wheelvertforce", (w) => `verticalForce${w}`],
];

const WHEEL_MARKS: Record<string, string> = {
  ...{fl: "Fl", lf: "Fl", fr: "Fr", rf: "Fr", rl: "Rl", lr: "Rl", rr: "Rr"},
  ...{"front left": "Fl", "left front": "Fl", "front right": "Fr", "right front": "Fr"},
  ...{"rear left": "Rl", "left rear": "Rl", "rear right": "Rr", "right rear": "Rr"},
};

/** Units that people write at the end of a name: `speed_kmh`. `ms` is m/s of a speed and milliseconds of a time. */
const UNIT_WORDS: Record<string, string> = {
  ...{kmh: "km/h", kph: "km/h", kmph: "km/h", "km h": "km/h", mph: "mph", mps: "m/s", "m s": "m/s", ms: "ms"},
  ...{pct: "%", percent: "%", percentage: "%", deg: "deg", degrees: "deg", rad: "rad"},
  ...{s: "s", sec: "s", secs: "s", seconds: "s", msec: "ms", millis: "ms", us: "us"},
  ...{m: "m", meter: "m", meters: "m", metres: "m", km: "km", ft: "ft", mm: "mm"},
  ...{psi: "psi", kpa: "kPa", bar: "bar", c: "C", celsius: "C", degc: "C", f: "F", degf: "F", kelvin: "K"},
  ...{l: "l", liters: "l", litres: "l", kg: "kg", g: "g"},
};

const PREFIXES = new Set(
  "i f n b a is current car vehicle player my telemetry motion physics graphics data game ego raw actual gps sensor ecu obd live".split(
    " ",
  ),
);
const SUFFIXES = new Set("value raw input status filtered avg mean norm normalized str".split(" "));

const BY_NAME = new Map<string, string[]>();
for (const {channel, names} of MOTEC_RULES) for (const name of names) add(plainName(name), channel);
for (const [channel, names] of Object.entries(NAMES)) for (const name of names.split(" ")) add(name, channel);
const BY_WHEEL = new Map(WHEEL_NAMES.flatMap(([names, channel]) => names.split(" ").map((name) => [name, channel])));

function add(name: string, channel: string): void {
  const known = BY_NAME.get(name) ?? [];
  if (!known.includes(channel)) BY_NAME.set(name, [...known, channel]);
}

/** What a column's name may mean. */
export interface NameMeaning {
  /** a channel of the catalogue, or one of EXTRA_TARGETS */
  channel: string;
  quantity: Quantity;
  /** unit that the name itself tells, "" without one */
  unit: string;
  /** how sure the name alone is, 0–1 */
  confidence: number;
}

/** The channels that a column of this name may be, the likeliest first; empty for a name that nobody knows. */
export function meaningsOf(name: string): NameMeaning[] {
  const plain = plainName(name);
  const exact = BY_NAME.get(plain);
  // the catalogue's own names tell their unit
  if (exact)
    return exact.map((channel) =>
      meaning(channel, plain === plainName(channel) ? (targetOf(channel)?.unit ?? "") : "", 1),
    );
  const words = wordsOf(name);
  const wheel = wheelOf(words);
  if (wheel) {
    for (const {rest, unit, confidence} of shortened(wheel.rest)) {
      const channel = BY_WHEEL.get(rest.join(""))?.(wheel.wheel);
      if (channel) return [meaning(channel, unit, confidence)];
    }
  }
  for (const {rest, unit, confidence} of shortened(words)) {
    const channels = BY_NAME.get(rest.join(""));
    if (channels) return channels.map((channel) => meaning(channel, unit, confidence));
  }
  return [];
}

function meaning(channel: string, unit: string, confidence: number): NameMeaning {
  const quantity = quantityOfTarget(channel);
  return {channel, quantity, unit: unit === "ms" && quantity === "speed" ? "m/s" : unit, confidence};
}

/** `iCurrentTime_ms` → i, current, time, ms. What stands in brackets is the unit, and no part of the name. */
function wordsOf(name: string): string[] {
  return name
    .replace(/[[(][^\])]*[\])]\s*$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

function wheelOf(words: string[]): {wheel: string; rest: string[]} | undefined {
  for (let i = 0; i < words.length; i++)
    for (const length of [2, 1]) {
      const wheel = WHEEL_MARKS[words.slice(i, i + length).join(" ")];
      if (wheel) return {wheel, rest: [...words.slice(0, i), ...words.slice(i + length)]};
    }
  return undefined;
}

/** The name as it is, without its unit, without words that say little before and after it: less and less sure. */
function* shortened(words: string[]): Generator<{rest: string[]; unit: string; confidence: number}> {
  yield {rest: words, unit: "", confidence: 0.95};
  let rest = words;
  let unit = "";
  for (const length of [2, 1]) {
    const found = UNIT_WORDS[words.slice(-length).join(" ")];
    if (!found || words.length <= length) continue;
    [rest, unit] = [words.slice(0, -length), found];
    yield {rest, unit, confidence: 0.95};
    break;
  }
  while (rest.length > 1 && (SUFFIXES.has(rest.at(-1)!) || PREFIXES.has(rest[0]))) {
    rest = SUFFIXES.has(rest.at(-1)!) ? rest.slice(0, -1) : rest.slice(1);
    yield {rest, unit, confidence: 0.8};
  }
}
