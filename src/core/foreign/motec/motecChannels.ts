import {CHANNELS, channelOf} from "../../channels.js";
import {type Quantity, quantityOf} from "./units.js";

/** How a channel of the catalogue is called in MoTeC's world. */
export interface MotecRule {
  channel: string;
  quantity: Quantity;
  /** names in files, the first preferred; compared without case, spaces and punctuation. The first is written. */
  names: string[];
  /** taken when a file gives none; undefined: such a column is not understood */
  assumed?: string;
  /** unit in which it is written; absent: the catalogue's */
  unit?: string;
  /** short name (8 letters at most) in an .ld; absent: cut from the name */
  short?: string;
}

/** MoTeC's and ACC's marks of the four wheels, in the catalogue's order. */
const WHEEL_MARKS = [
  ["Rl", "RL", "LR"],
  ["Rr", "RR", "RR"],
  ["Fl", "FL", "LF"],
  ["Fr", "FR", "RF"],
] as const;

/** `{w}` is MoTeC's mark (FL), `{a}` ACC's (LF). */
function wheels(channel: (w: string) => string, rule: Omit<MotecRule, "channel">): MotecRule[] {
  return WHEEL_MARKS.map(([wheel, motec, acc]) => ({
    ...rule,
    channel: channel(wheel),
    names: rule.names.map((name) => name.replace("{w}", motec).replace("{a}", acc)),
  }));
}

const RULES: MotecRule[] = [
  {channel: "sessionTime", quantity: "time", assumed: "s", names: ["Time", "Session Time", "Elapsed Time"]},
  {channel: "lapNumber", quantity: "plain", names: ["Lap Number"]},
  {
    ...{channel: "speedKmh", quantity: "speed", assumed: "km/h", short: "Speed"},
    names: ["Ground Speed", "SPEED", "Corr Speed", "Vehicle Speed", "GPS Speed", "Drive Speed", "Speed over Ground"],
  },
  {
    ...{channel: "throttle", quantity: "ratio", assumed: "%", unit: "%", short: "Throttle"},
    names: ["Throttle Pos", "THROTTLE", "Throttle Position", "Throttle Pedal"],
  },
  {
    ...{channel: "brake", quantity: "ratio", assumed: "%", unit: "%", short: "Brake"},
    names: ["Brake Pos", "BRAKE", "Brake Position", "Brake Pedal"],
  },
  {
    ...{channel: "clutchPercent", quantity: "ratio", assumed: "%", unit: "%", short: "Clutch"},
    names: ["Clutch Pos", "CLUTCH", "Clutch Position"],
  },
  {
    ...{channel: "steering", quantity: "ratio", assumed: "deg", unit: "%", short: "Steering"},
    names: ["Steering Pos", "STEERANGLE", "Steered Angle", "Steering Angle", "Steering Wheel Angle"],
  },
  {channel: "gear", quantity: "plain", names: ["Gear", "GEAR"], short: "Gear"},
  {channel: "rpm", quantity: "plain", names: ["Engine RPM", "RPMS", "RPM", "Engine Speed"], unit: "rpm", short: "RPM"},
  {
    channel: "gLateral",
    quantity: "acceleration",
    assumed: "g",
    names: ["G Force Lat", "G_LAT"],
    unit: "G",
    short: "G Lat",
  },
  {
    ...{channel: "gLongitudinal", quantity: "acceleration", assumed: "g", unit: "G", short: "G Long"},
    names: ["G Force Long", "G_LON", "G_LONG"],
  },
  {channel: "gVertical", quantity: "acceleration", assumed: "g", names: ["G Force Vert", "G_VERT"], unit: "G"},
  {
    ...{channel: "yawRate", quantity: "angularRate", assumed: "deg/s", unit: "deg/s"},
    names: ["Gyro Yaw Velocity", "ROTY", "Yaw Rate"],
  },
  {
    channel: "lapDistance",
    quantity: "length",
    assumed: "m",
    names: ["Lap Distance", "Corr Lap Dist", "Calc Lap Distance"],
  },
  {channel: "totalDistance", quantity: "length", assumed: "m", names: ["Total Distance", "Corr Dist", "Distance"]},
  {
    ...{channel: "currentLapTimeMs", quantity: "time", assumed: "s", unit: "s"},
    names: ["Running Lap Time", "Calc Lap Time", "Current Lap Time"],
  },
  {channel: "lastLapTimeMs", quantity: "time", assumed: "s", names: ["Lap Time", "Last Lap Time"], unit: "s"},
  {channel: "worldX", quantity: "length", assumed: "m", names: ["Position X"]},
  {channel: "worldY", quantity: "length", assumed: "m", names: ["Position Y", "Altitude", "GPS Altitude"]},
  {channel: "worldZ", quantity: "length", assumed: "m", names: ["Position Z"]},
  {
    channel: "engineTempC",
    quantity: "temperature",
    assumed: "C",
    names: ["Engine Temp", "Water Temp", "Coolant Temp"],
    unit: "C",
  },
  {channel: "fuelMass", quantity: "mass", names: ["Fuel Level"], unit: "kg"},
  {channel: "drs", quantity: "plain", names: ["DRS Active"]},
  {channel: "drsAllowed", quantity: "plain", names: ["DRS Available"]},
  ...wheels((w) => `brakeTemp${w}C`, {
    ...{quantity: "temperature", assumed: "C", unit: "C"},
    names: ["Brake Temp {w}", "BRAKE_TEMP_{a}"],
  }),
  ...wheels((w) => `tyreSurfaceTemp${w}C`, {
    ...{quantity: "temperature", assumed: "C", unit: "C"},
    names: ["Tyre Temp {w} Centre", "Tyre Temp {w} Center", "Tyre Temp {w} Middle", "Tyre Temp {w}"],
  }),
  ...wheels((w) => `tyreInnerTemp${w}C`, {
    ...{quantity: "temperature", assumed: "C", unit: "C"},
    names: ["Tyre Temp {w} Core", "TYRE_TAIR_{a}", "Tyre Air Temp {w}"],
  }),
  ...wheels((w) => `tyrePressure${w}Psi`, {
    ...{quantity: "pressure", unit: "kPa"},
    names: ["Tyre Pressure {w}", "TYRE_PRESS_{a}", "Tyre Pres {w}"],
  }),
  ...wheels((w) => `tyreWear${w}Percent`, {quantity: "ratio", assumed: "%", names: ["Tyre Wear {w}"]}),
  ...wheels((w) => `suspensionPosition${w}`, {
    ...{quantity: "length", assumed: "mm"},
    names: ["Susp Pos {w}", "SUS_TRAVEL_{a}", "Damper Pos {w}"],
  }),
  ...wheels((w) => `wheelSpeed${w}`, {
    ...{quantity: "speed", assumed: "m/s", unit: "km/h"},
    names: ["Wheel Speed {w}", "WHEEL_SPEED_{a}"],
  }),
];

const BY_CHANNEL = new Map(RULES.map((rule) => [rule.channel, rule]));

/** Every channel's rule: those without a name in MoTeC's world go by the catalogue's. */
export const MOTEC_RULES: readonly MotecRule[] = CHANNELS.map(({name, unit, label}) => {
  const rule = BY_CHANNEL.get(name) ?? {channel: name, quantity: quantityOf(unit), names: [title(label)]};
  return {...rule, names: [...rule.names, name]};
});

/** A name of a channel without case, spaces, punctuation and the unit in brackets. */
export function plainName(name: string): string {
  return name
    .replace(/[[(][^\])]*[\])]\s*$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** Name and unit under which a channel of the catalogue is written. */
export function writtenAs(channel: string): {name: string; short: string; unit: string; quantity: Quantity} {
  const rule = MOTEC_RULES.find((r) => r.channel === channel)!;
  const name = rule.names[0];
  return {
    name,
    short: rule.short ?? name.replaceAll(" ", "").slice(0, 7),
    unit: rule.unit ?? channelOf(channel).unit,
    quantity: rule.quantity,
  };
}

/** `slip ratio rear left` → `Slip Ratio Rear Left`, without what an .ld's 31 letters cannot hold. */
function title(label: string): string {
  return label
    .replace(/\s*\(.*\)/, "")
    .replace(/\b[a-z]/g, (c) => c.toUpperCase())
    .slice(0, 31);
}
