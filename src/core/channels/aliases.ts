import {WHEELS, type Wheel} from "./channel.js";
import type {Quantity} from "./units.js";

/**
 * Names of the channels in other tools, and the units of their columns: what the readers of all formats share. With its entries
 * here and in the catalogue a channel is complete; no reader needs to know of it.
 */
export interface ChannelAliases {
  /** in MoTeC logs */
  motec?: {
    /** compared as `sameName` spells them; the first is written. The catalogue's name is always known too. */
    names: readonly string[];
    /** of a column without a unit; absent: such a column is not read, unless it is a plain number or a ratio */
    assumed?: string;
    /** written; absent: the catalogue's */
    unit?: string;
    /** written as the short name, 8 letters at most; absent: cut from the name */
    short?: string;
  };
  /**
   * Plain names (lower case, letters and digits only) in tables, separated by spaces. A name may belong to several channels: the
   * then the values decide; of equal candidates the first channel in this list is taken. Names of a wheel's channel leave out the wheel's mark.
   */
  tables?: string;
  /** in requests of pages, and in Protobuf messages of other tools */
  live?: readonly string[];
  /** unit of a table's column without one, by the largest value: the first unit whose limit it does not exceed */
  unitless?: readonly (readonly [unit: string, upTo?: number])[];
  /** what a column may measure instead; its values are divided by those at full scale */
  fullScale?: Quantity;
  /** offered to users; absent: those of the channel's quantity (UNIT_CHOICES) */
  units?: readonly string[];
  /** of a channel at one wheel */
  wheel?: Wheel;
}

const CELSIUS = {assumed: "C", unit: "C"} as const;
const PERCENT = {assumed: "%", unit: "%"} as const;
const KILOPASCALS = {unit: "kPa"} as const;

type UnitByTop = NonNullable<ChannelAliases["unitless"]>;
const PEDAL: UnitByTop = [
  ["0–1", 1.001],
  ["%", 101],
  ["0–255", 255],
];
const G: UnitByTop = [["g", 12], ["m/s²"]];
const ANGLE: UnitByTop = [["rad", 6.3], ["deg"]];
const FLUID: UnitByTop = [
  ["bar", 15],
  ["psi", 150],
  ["kPa", 1500],
  ["mbar", 15_000],
  ["Pa", 1.5e6],
];
const BRAKE_LINE: UnitByTop = [
  ["bar", 250],
  ["psi", 2500],
  ["kPa", 25_000],
  ["mbar", 250_000],
  ["Pa", 2.5e7],
];
const TYRE: UnitByTop = [
  ["bar", 8],
  ["psi", 90],
  ["kPa", 900],
  ["mbar", 9000],
  ["Pa", 9e5],
];

/**
 * MoTeC names are those of MoTeC's loggers and i2, and those in exports of games: ACC's own export; ACTI for Assetto Corsa
 * ("CG Accel Lateral", "Tire Temp Core FL"); the plugin for rFactor 2 and Le Mans Ultimate ("Eng Water Temp");
 * GeekyDeaks/sim-to-motec.
 */
export const ALIASES: Readonly<Record<string, ChannelAliases>> = {
  sessionTime: {
    motec: {names: ["Time", "Session Time", "Elapsed Time"], assumed: "s"},
    tables:
      "time sessiontime elapsedtime elapsed timestamp totaltime datetime date utc utctime unixtime epoch clock simtime recordtime t zeit temps tiempo tempo",
    live: ["timestamp", "time"],
  },
  currentLapTimeMs: {
    motec: {names: ["Running Lap Time", "Calc Lap Time", "Current Lap Time"], assumed: "s", unit: "s"},
    tables:
      "laptime currentlaptime curlaptime laptimecurrent lapcurrentlaptime icurrenttime currenttime timeinlap runninglaptime laptimer time timestamp elapsedtime elapsed t",
    live: ["lapTime"],
  },
  lastLapTimeMs: {
    motec: {names: ["Lap Time", "Last Lap Time"], assumed: "s", unit: "s"},
    tables: "laptime lastlaptime lastlap ilasttime laptimeprevious previouslaptime laplastlaptime lasttime",
  },
  lapNumber: {
    motec: {names: ["Lap Number", "Session Lap Count", "Lap Count"]},
    tables:
      "lap lapnumber lapno lapnum lapcount currentlap currentlapnum completedlaps completedlap lapscompleted laps lapid lapcounter lapindex lapnumbertotal runde rundennummer tour vuelta giro",
    live: ["lap"],
  },
  lapDistance: {
    motec: {names: ["Lap Distance", "Corr Lap Dist", "Calc Lap Distance"], assumed: "m"},
    tables: "lapdistance lapdist distanceroundtrack trackdistance distance dist s distanceinlap lapdistancem",
    live: ["distance"],
  },
  totalDistance: {
    motec: {names: ["Total Distance", "Corr Dist", "Distance"], assumed: "m"},
    tables: "totaldistance distancetraveled distancetravelled odometer totaldist traveldistance distance dist",
  },
  lapFraction: {
    tables:
      "normalizedcarposition normalizedposition normalisedposition normalizedsplineposition splineposition lapdistpct lapdistancepct lapfraction trackpositionnormalized lapprogress",
    unitless: [["0–1", 1.5], ["%"]],
  },
  lapWhole: {tables: "lapwhole"},
  lapValid: {
    tables:
      "valid lapvalid validlap isvalid isvalidlap islapvalid lapisvalid currentlapisvalid currentlapvalid lapvalidity",
  },
  latitude: {motec: {names: ["GPS Latitude", "Latitude"], unit: "deg"}, tables: "latitude lat gpslat gpslatitude"},
  longitude: {
    motec: {names: ["GPS Longitude", "Longitude"], unit: "deg"},
    tables: "longitude lon lng long gpslon gpslong gpslongitude",
  },
  speedKmh: {
    motec: {
      names: ["Ground Speed", "Corr Speed", "SPEED", "Vehicle Speed", "GPS Speed", "Drive Speed", "Speed over Ground"],
      assumed: "km/h",
      short: "Speed",
    },
    tables:
      "speed groundspeed vehiclespeed carspeed velocity vcar v vel gpsspeed speedgps speedoverground spd speedkmh geschwindigkeit vitesse velocidad velocit",
    live: ["speed"],
    // a racing car passes 105 km/h within a lap, and never 105 m/s
    unitless: [["m/s", 105], ["km/h"]],
  },
  throttle: {
    motec: {names: ["Throttle Pos", "THROTTLE", "Throttle Pedal"], ...PERCENT, short: "Throttle"},
    tables:
      "throttle throttlepos throttleposition throttlepedal gas gaspedal accelerator acceleratorpedal accelpedal rthrottle throttleinput thr aps ath pps rpedal gaspedal accelerateur acclrateur acelerador acceleratore",
    unitless: PEDAL,
  },
  brake: {
    motec: {names: ["Brake Pos", "BRAKE", "Brake Pedal"], ...PERCENT, short: "Brake"},
    tables:
      "brake brakes brakepos brakepedal brakeposition braking rbrake brakeinput brakepressure pbrake brakestatus brk brkpress brkpos brkpedal brakepress brakepres bremse frein freno",
    unitless: [...PEDAL, ["bar"]],
    fullScale: "pressure",
    units: ["0–1", "%", "0–255", "bar", "psi"],
  },
  clutchPercent: {
    motec: {names: ["Clutch Pos", "CLUTCH", "Clutch Pedal"], ...PERCENT, short: "Clutch"},
    tables: "clutch clutchpos clutchpedal clutchposition",
    unitless: PEDAL,
  },
  steering: {
    motec: {
      names: ["Steering Pos", "STEERANGLE", "Steered Angle", "Steering Angle", "Steering Wheel Angle", "Steering"],
      assumed: "deg",
      unit: "%",
      short: "Steering",
    },
    tables:
      "steer steering steeringangle steerangle steeringwheelangle steeredangle asteering asteer wheelangle steeringwheel steeringinput steeringposition steeringpos steerang str steerpos lenkwinkel lenkung volant volante",
    unitless: [["0–1", 1.001], ["rad", 12.6], ["deg"]],
    fullScale: "angle",
    units: ["0–1", "%", "deg", "rad"],
  },
  gear: {
    motec: {names: ["Gear", "GEAR"], short: "Gear"},
    tables: "gear ngear gearposition selectedgear gearnumber gang rapport marcha marcia",
  },
  rpm: {
    motec: {names: ["Engine RPM", "RPMS", "RPM", "Engine Speed"], unit: "rpm", short: "RPM"},
    tables:
      "rpm rpms enginerpm enginespeed nengine revs erpm engine nmot nrpm motorspeed drehzahl motordrehzahl regime rgime rgimemoteur revoluciones girimotore",
  },
  gLateral: {
    motec: {names: ["G Force Lat", "G_LAT", "CG Accel Lateral"], assumed: "g", unit: "G", short: "G Lat"},
    tables:
      "glat latg accycan lateralg gforcelateral gforcelat glateral latacc latacceleration lateralacceleration lateralaccel lataccel gforcex accgx accelerationlateral glateralacceleration gx gy",
    unitless: G,
  },
  gLongitudinal: {
    motec: {names: ["G Force Long", "G_LON", "CG Accel Longitudinal"], assumed: "g", unit: "G", short: "G Long"},
    tables:
      "glon glong accxcan longg lonacc longitudinalg gforcelongitudinal gforcelong glongitudinal longacc longacceleration longitudinalaccel longaccel longitudinalacceleration gforcez accgz accelerationlongitudinal gz",
    unitless: G,
  },
  gVertical: {
    motec: {names: ["G Force Vert", "G_VERT", "CG Accel Vertical"], assumed: "g", unit: "G"},
    tables:
      "gvert vertg verticalg gforcevertical gvertical vertacc vertaccel verticalaccel verticalacceleration gforcey accgy",
    unitless: G,
  },
  worldX: {
    motec: {names: ["Position X", "Car Coord X"], assumed: "m"},
    tables: "x posx positionx worldx worldpositionx xposition coordx carx locationx xpos xcoord",
    live: ["x"],
  },
  worldY: {
    motec: {names: ["Position Y", "Car Coord Y", "Altitude", "GPS Altitude"], assumed: "m"},
    tables: "y posy positiony worldy worldpositiony yposition coordy cary locationy ypos ycoord",
    live: ["y"],
  },
  worldZ: {
    motec: {names: ["Position Z", "Car Coord Z"], assumed: "m"},
    tables: "z posz positionz worldz worldpositionz zposition coordz carz locationz zpos zcoord",
    live: ["z"],
  },
  yaw: {tables: "yaw heading yawangle", unitless: ANGLE},
  pitch: {tables: "pitch pitchangle", unitless: ANGLE},
  roll: {tables: "roll rollangle", unitless: ANGLE},
  yawRate: {
    motec: {names: ["Gyro Yaw Velocity", "ROTY", "Yaw Rate", "Chassis Yaw Rate"], assumed: "deg/s", unit: "deg/s"},
    tables: "yawrate gyroyaw angularvelocityy yawvelocity",
  },
  // a column named "fuel" is read as litres, unless its name or unit means kilograms
  fuelLitres: {
    motec: {names: ["Fuel Level", "Fuel Volume", "Fuel Remaining"], assumed: "l"},
    tables: "fuel fuellevel fuelremaining fuelload fuelamount fuelvolume fuellitres fuelliters",
  },
  fuelMass: {
    motec: {names: ["Fuel Level", "Fuel Mass"], unit: "kg"},
    tables: "fuel fuellevel fuelintank fuelremaining fuelload fuelmass",
    live: ["fuel"],
  },
  engineTempC: {motec: {names: ["Engine Temp"], ...CELSIUS}, tables: "enginetemp enginetemperature"},
  waterTempC: {
    motec: {names: ["Water Temp", "Eng Water Temp"], ...CELSIUS},
    tables: "watertemp coolanttemp watertemperature coolanttemperature enginewatertemp",
  },
  oilTempC: {
    motec: {names: ["Eng Oil Temp", "Oil Temp"], ...CELSIUS},
    tables: "oiltemp oiltemperature engineoiltemp engoiltemp",
  },
  oilPressureBar: {
    motec: {names: ["Eng Oil Pres", "Oil Pres"], ...KILOPASCALS},
    tables: "oilpressure oilpress oilpres engineoilpressure engoilpressure",
    unitless: FLUID,
  },
  fuelPressureBar: {
    motec: {names: ["Fuel Pres"], ...KILOPASCALS},
    tables: "fuelpressure fuelpress",
    unitless: FLUID,
  },
  manifoldPressureBar: {
    motec: {names: ["Manifold Pres", "Inlet Manifold Pres"], ...KILOPASCALS},
    tables: "manifoldpressure map manabspress manifoldabsolutepressure manifoldpress intakemanifoldpressure",
  },
  turboBoostBar: {
    motec: {names: ["Turbo Boost", "Boost Pres", "Turbo Boost Pressure", "Boost"], ...KILOPASCALS},
    tables: "turboboost boost boostpressure turbopressure turbo",
  },
  gearboxTempC: {
    motec: {names: ["Gbox Oil Temp", "Gearbox Oil Temp", "Gearbox Temp"], ...CELSIUS},
    tables: "gearboxtemp gearboxoiltemp gboxoiltemp transmissiontemp",
  },
  exhaustTempC: {
    motec: {names: ["Exhaust Temp", "Exhaust Gas Temp"], ...CELSIUS},
    tables: "exhausttemp exhausttemperature egt",
  },
  intakeTempC: {
    motec: {names: ["Air Temp Inlet", "Inlet Air Temp", "Intake Air Temp"], ...CELSIUS},
    tables: "intaketemp intakeairtemp inletairtemp iat",
  },
  batteryVolts: {
    motec: {names: ["Battery Volts", "Bat Volts ECU", "Battery Voltage"], assumed: "V"},
    tables: "batteryvoltage batteryvolts voltage vbat",
  },
  engineTorqueNm: {motec: {names: ["Engine Torque"], assumed: "Nm"}, tables: "enginetorque torque"},
  ersCharge: {
    motec: {names: ["KERS Charge", "ERS Charge", "Battery Charge Level"], ...PERCENT},
    tables: "erscharge kerscharge batterycharge batterysoc soc",
  },
  brakePressureFrontBar: {
    motec: {names: ["Brake Pres Front", "Front Brake Pres"], ...KILOPASCALS},
    tables:
      "brakepressurefront frontbrakepressure brakepressfront brakepresfront brakelinepressurefront pbrakef pbrakefront",
    unitless: BRAKE_LINE,
  },
  brakePressureRearBar: {
    motec: {names: ["Brake Pres Rear", "Rear Brake Pres"], ...KILOPASCALS},
    tables: "brakepressurerear rearbrakepressure brakepressrear brakepresrear brakelinepressurerear pbraker pbrakerear",
    unitless: BRAKE_LINE,
  },
  rideHeightFront: {
    motec: {names: ["Ride Height Front", "Front Ride Height"], assumed: "mm"},
    tables: "rideheightfront frontrideheight",
  },
  rideHeightRear: {
    motec: {names: ["Ride Height Rear", "Rear Ride Height"], assumed: "mm"},
    tables: "rideheightrear rearrideheight",
  },
  rideHeight: {motec: {names: ["Ride Height", "Body Height"], assumed: "mm"}, tables: "rideheight bodyheight"},
  pitchRate: {
    motec: {names: ["Gyro Pitch Velocity", "Chassis Pitch Rate"], unit: "deg/s"},
    tables: "pitchrate gyropitch pitchvelocity",
  },
  rollRate: {
    motec: {names: ["Gyro Roll Velocity", "Chassis Roll Rate"], unit: "deg/s"},
    tables: "rollrate gyroroll rollvelocity",
  },
  heading: {
    motec: {names: ["GPS Heading"], assumed: "deg", unit: "deg"},
    tables: "gpsheading course bearing gpscourse yawnorth",
    unitless: [
      ["rad", 6.3],
      ["deg", 400],
      ["0.1 deg", 3610],
      ["0.01 deg", 36_100],
    ],
  },
  absActive: {motec: {names: ["ABS Active", "ABS"]}, tables: "absactive absinaction abs"},
  tcActive: {
    motec: {names: ["TC Active", "TC", "TCS Active"]},
    tables: "tcactive tcinaction tc tcs tractioncontrol tractioncontrolactive",
  },
  absLevel: {tables: "abslevel abssetting abs"},
  tcLevel: {tables: "tclevel tcsetting tractioncontrolsetting tc tcs"},
  handbrake: {motec: {names: ["Handbrake Pos", "Handbrake"], ...PERCENT}, tables: "handbrake handbrakepos"},
  steeringTorqueNm: {
    motec: {names: ["Steering Torque", "Steering Shaft Torque"], assumed: "Nm"},
    tables: "steeringtorque steeringwheeltorque ffbtorque",
  },
  tyresOffTrack: {
    motec: {names: ["Num Tires Off Track"]},
    tables: "numberoftyresout numberoftiresout tyresout tiresout wheelsofftrack",
  },
  bestLapTimeMs: {
    motec: {names: ["Best Lap Time"], assumed: "s", unit: "s"},
    tables: "bestlaptime bestlap ibesttime lapbestlaptime besttime",
  },
  deltaToBestMs: {
    motec: {names: ["Best Lap Delta", "Delta Best"], assumed: "s", unit: "s"},
    tables: "deltatobest bestlapdelta deltabest lapdeltatobestlap",
  },
  airTempC: {
    motec: {names: ["Air Temp", "Ambient Temp"], ...CELSIUS},
    tables: "airtemp ambienttemp airtemperature ambienttemperature outsidetemp",
  },
  trackTempC: {
    motec: {names: ["Track Temp", "Road Temp"], ...CELSIUS},
    tables: "tracktemp roadtemp tracktemperature roadtemperature surfacetemp",
  },
  windSpeed: {motec: {names: ["Wind Speed"], assumed: "m/s", unit: "km/h"}, tables: "windspeed windvel windvelocity"},
  windDirection: {
    motec: {names: ["Wind Direction", "Wind Heading"], assumed: "deg", unit: "deg"},
    tables: "winddirection winddir",
    unitless: ANGLE,
  },
  rain: {
    motec: {names: ["Rain", "Raining"], ...PERCENT},
    tables: "rain rainintensity raindensity rainlevel precipitation",
  },
  trackGrip: {motec: {names: ["Track Grip", "Surface Grip"], ...PERCENT}, tables: "trackgrip surfacegrip"},
  humidityPercent: {tables: "humidity relativehumidity"},
  airPressureBar: {
    motec: {names: ["Baro Pres", "Air Pres", "Ambient Pres"], ...KILOPASCALS},
    tables:
      "airpressure baropressure barometricpressure ambientpressure atmosphericpressure barometer baro airpress ambientpress",
  },
  drs: {motec: {names: ["DRS Active"]}, tables: "drs drsactive drsopen"},
  sector: {tables: "sector currentsector sectorindex currentsectorindex sectornumber"},
  position: {motec: {names: ["Race Position", "Place"]}, tables: "position raceposition carposition place"},
  lapInvalid: {
    motec: {names: ["Lap Invalid", "Lap Invalidated"]},
    tables: "lapinvalid islapinvalid invalid invalidlap",
  },
  pitStatus: {
    motec: {names: ["Pit Status", "In Pit", "In Pits"]},
    tables: "pitstatus isinpitlane inpitlane isinpit inpit onpitroad pit",
  },
  brakeBiasPercent: {
    motec: {names: ["Brake Bias", "Brake Bias Setting", "Brake Bias Front"], ...PERCENT},
    tables: "brakebias frontbrakebias",
  },
  pitLimiter: {motec: {names: ["Pit Limiter", "Speed Limiter On"]}, tables: "pitlimiter"},
  tyreAgeLaps: {tables: "tyreage tireage tyreagelaps"},
  lambda: {motec: {names: ["Lambda 1", "Lambda", "Exhaust Lambda"]}},
  engineMap: {motec: {names: ["Engine Map"]}},
  drsAllowed: {motec: {names: ["DRS Available"]}},
  airDensity: {motec: {names: ["Air Density"]}},
  ...wheels("tyreSurfaceTemp{w}C", {
    motec: {names: ["Tyre Temp {w}", "Tyre Temp {w} Surface"], ...CELSIUS},
    tables:
      "tyretemp tiretemp tyresurfacetemp tyretempsurface tiresurfacetemp tyretemperature tiretemperature tyresurfacetemperature tyressurfacetemperature",
  }),
  ...wheels("tyreTreadInnerTemp{w}C", {
    motec: {names: ["Tyre Temp {w} Inner", "Tyre Temp {w} I"], ...CELSIUS},
    tables: "tyretempinner tiretempinner tyretempinside tiretempinside tyretempi tiretempi",
  }),
  ...wheels("tyreTreadMiddleTemp{w}C", {
    motec: {names: ["Tyre Temp {w} Centre", "Tyre Temp {w} M", "Tyre Temp {w} C"], ...CELSIUS},
    tables: "tyretempmiddle tiretempmiddle tyretempcentre tyretempcenter tiretempcenter tyretempm tiretempm",
  }),
  ...wheels("tyreTreadOuterTemp{w}C", {
    motec: {names: ["Tyre Temp {w} Outer", "Tyre Temp {w} O"], ...CELSIUS},
    tables: "tyretempouter tiretempouter tyretempoutside tiretempoutside tyretempo tiretempo",
  }),
  ...wheels("tyreInnerTemp{w}C", {
    motec: {
      names: [
        "Tyre Temp {w} Core",
        "TYRE_TAIR_{w}",
        "Tyre Air Temp {w}",
        "Tyre Carcass Temp {w}",
        "Tyre Core Temp {w}",
      ],
      ...CELSIUS,
    },
    tables:
      "tyrecoretemp tirecoretemp tyretempcore tiretempcore tyrecoretemperature tireinnertemp tyreinnertemp tyreinnertemperature tyresinnertemperature tyrecarcasstemp tyretempcarcass coretemp",
  }),
  ...wheels("tyrePressure{w}Psi", {
    motec: {names: ["Tyre Pressure {w}"], ...KILOPASCALS},
    tables: "tyrepressure tirepressure tyrepress tirepress tyrepres wheelpressure wheelspressure tyrespressure",
    unitless: TYRE,
  }),
  ...wheels("brakeTemp{w}C", {
    motec: {names: ["Brake Temp {w}"], ...CELSIUS},
    tables: "braketemp brakedisctemp disctemp braketemperature brakestemperature brakedisctemperature",
  }),
  ...wheels("tyreWear{w}Percent", {
    motec: {names: ["Tyre Wear {w}"], ...PERCENT},
    tables: "tyrewear tirewear tyreswear",
  }),
  ...wheels("suspensionPosition{w}", {
    motec: {names: ["Susp Pos {w}", "SUS_TRAVEL_{w}", "Damper Pos {w}"], assumed: "mm"},
    tables: "suspensiontravel susptravel sustravel suspensionposition susppos damperpos damperposition suspension",
  }),
  ...wheels("suspensionVelocity{w}", {
    motec: {names: ["Damper Vel {w}", "Susp Vel {w}"], assumed: "mm/s", unit: "mm/s"},
    tables: "suspensionvelocity suspvel suspensionvel suspvelocity dampervel dampervelocity damperspeed shockvel",
  }),
  ...wheels("rideHeight{w}", {motec: {names: ["Ride Height {w}"], assumed: "mm"}, tables: "rideheight"}),
  ...wheels("brakePressure{w}Bar", {
    motec: {names: ["Brake Pres {w}"], ...KILOPASCALS},
    tables: "brakepressure brakepress brakepres brakelinepressure brakelinepress",
    unitless: BRAKE_LINE,
  }),
  ...wheels("brakePad{w}Mm", {
    motec: {names: ["Brake Pad {w}"], assumed: "mm"},
    tables: "padlife brakepad brakepadthickness",
  }),
  ...wheels("brakeDisc{w}Mm", {
    motec: {names: ["Brake Disc {w}"], assumed: "mm"},
    tables: "disclife brakedisc brakediscthickness",
  }),
  ...wheels("camber{w}", {
    motec: {names: ["Camber {w}"], assumed: "deg", unit: "deg"},
    tables: "camber camberrad camberangle",
    unitless: [["rad", 0.3], ["deg"]],
  }),
  ...wheels("wheelSlip{w}", {motec: {names: ["Wheel Slip {w}"]}, tables: "wheelslip tyreslip tireslip slip"}),
  ...wheels("wheelSpeed{w}", {motec: {names: ["Wheel Speed {w}"], assumed: "m/s", unit: "km/h"}, tables: "wheelspeed"}),
  ...wheels("slipRatio{w}", {
    motec: {names: ["Slip Ratio {w}", "Tyre Slip Ratio {w}", "Wheel Slip Ratio {w}"]},
    tables: "slipratio wheelslipratio",
  }),
  ...wheels("slipAngle{w}", {
    motec: {names: ["Slip Angle {w}", "Tyre Slip Angle {w}"], assumed: "deg", unit: "deg"},
    tables: "slipangle wheelslipangle",
    unitless: [["rad", 1.6], ["deg"]],
  }),
  ...wheels("verticalForce{w}", {
    motec: {names: ["Tyre Load {w}", "Wheel Load {w}"], assumed: "N"},
    tables: "tyreload tireload wheelload verticalforce wheelvertforce",
  }),
  ...wheels("bumpStopUp{w}", {motec: {names: ["Bump Stop {w}", "BUMPSTOPUP_RIDE_{w}"]}}),
  ...wheels("bumpStopDown{w}", {motec: {names: ["Rebound Stop {w}", "BUMPSTOPDN_RIDE_{w}"]}}),
  ...wheels("bumpStopForce{w}", {motec: {names: ["Bump Stop Force {w}", "BUMPSTOP_FORCE_{w}"], assumed: "N"}}),
};

/** One entry a wheel; `{w}` is the wheel: Rl in the channel's name, RL in MoTeC's names. */
function wheels(channel: string, {motec, ...aliases}: ChannelAliases): Record<string, ChannelAliases> {
  return Object.fromEntries(
    WHEELS.map((wheel) => [
      channel.replace("{w}", wheel),
      {
        ...aliases,
        wheel,
        ...(motec && {motec: {...motec, names: motec.names.map((name) => name.replace("{w}", wheel.toUpperCase()))}}),
      },
    ]),
  );
}
