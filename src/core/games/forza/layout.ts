import type {Flow} from "../../capture/batch.js";

/**
 * Forza's "Data Out" datagrams: packed, little endian, without a number, a magic or a version; the length names the layout. Sources: the
 * publisher's descriptions (support.forzamotorsport.net 21742934024211, support.forza.net 51744149102611, forums.forza.net/t/74013),
 * richstokes/Forza-data-tools.
 */

/** The player enters the port; this one is suggested, because the games use 5200 to 5300 themselves. */
export const FORZA_PORT = 9999;

interface Layout {
  game: string;
  /** offset of the dash part; none in "Sled" packets */
  dash?: number;
  /** offset of the track's number */
  track?: number;
}

const HORIZON: Layout = {game: "Forza Horizon", dash: 244};

/** By length; one tool names 323 bytes for the Horizon games. */
const LAYOUTS = new Map<number, Layout>([
  [232, {game: "Forza"}],
  [311, {game: "Forza Motorsport 7", dash: 232}],
  [323, HORIZON],
  [324, HORIZON],
  [331, {game: "Forza Motorsport", dash: 232, track: 327}],
]);

/** Offsets of the first part, which all packets have. Four values are in the order FL, FR, RL, RR. */
export const FORZA_SLED = {
  isRaceOn: 0,
  timestampMs: 4,
  maxRpm: 8,
  idleRpm: 12,
  rpm: 16,
  /** right, up, forward, m/s² and m/s */
  acceleration: 20,
  velocity: 32,
  yaw: 56,
  /** 0 stretched, 1 compressed */
  suspension: 68,
  combinedSlip: 180,
  suspensionM: 196,
  car: 212,
  carClass: 216,
  performance: 220,
  drivetrain: 224,
  cylinders: 228,
} as const;

/** Offsets in the dash part. */
export const FORZA_DASH = {
  position: 0,
  speed: 12,
  power: 16,
  torque: 20,
  tyreTempF: 24,
  boostPsi: 40,
  bestLapS: 52,
  lastLapS: 56,
  currentLapS: 60,
  raceTimeS: 64,
  lap: 68,
  place: 70,
  throttle: 71,
  brake: 72,
  clutch: 73,
  handbrake: 74,
  gear: 75,
  steer: 76,
} as const;
export const FORZA_DASH_BYTES = 79;

/** Speed and velocity may differ by so much, m/s and as a part of the speed. */
const SPEED_STEP = 2;
const SPEED_PART = 0.1;

/** The layout of packets of this length; undefined when there is none. */
export function forzaLayout(length: number): Layout | undefined {
  return LAYOUTS.get(length);
}

/** Whether the values of the first part are those of a car in a race: nothing else marks a packet. */
export function isForzaCar(view: DataView, offset: number): boolean {
  const f32 = (at: number) => view.getFloat32(offset + at, true);
  const i32 = (at: number) => view.getInt32(offset + at, true);
  const within = (value: number, least: number, most: number) => value >= least && value <= most;
  const {maxRpm, idleRpm, rpm, acceleration, velocity, yaw, suspension} = FORZA_SLED;
  if (i32(FORZA_SLED.isRaceOn) !== 1) return false;
  if (!within(i32(FORZA_SLED.drivetrain), 0, 2) || !within(i32(FORZA_SLED.cylinders), 0, 16)) return false;
  if (!within(i32(FORZA_SLED.carClass), 0, 15) || !within(i32(FORZA_SLED.performance), 0, 1500)) return false;
  if (!within(f32(maxRpm), 0, 40_000) || !within(f32(idleRpm), 0, f32(maxRpm)) || !within(f32(rpm), -1000, 60_000))
    return false;
  for (let i = 0; i < 3; i++) {
    if (!within(f32(acceleration + 4 * i), -2000, 2000) || !within(f32(velocity + 4 * i), -500, 500)) return false;
    if (!within(f32(yaw + 4 * i), -7, 7)) return false;
  }
  for (let w = 0; w < 4; w++) if (!within(f32(suspension + 4 * w), -2, 3)) return false;
  return true;
}

/**
 * Offset of the dash part in a packet that begins at `offset`: where the length puts it, unless the speed there contradicts the
 * velocity, and the other layout's agrees. NaN when both contradict it, undefined in packets without that part.
 */
export function forzaDash(view: DataView, offset: number, length: number): number | undefined {
  const own = forzaLayout(length)?.dash;
  if (own === undefined) return undefined;
  const [x, y, z] = [0, 4, 8].map((i) => view.getFloat32(offset + FORZA_SLED.velocity + i, true));
  const moving = Math.hypot(x, y, z);
  const agrees = (dash: number) => {
    const speed = view.getFloat32(offset + dash + FORZA_DASH.speed, true);
    return Math.abs(speed - moving) <= SPEED_STEP + SPEED_PART * moving;
  };
  if (agrees(own)) return own;
  const other = own === HORIZON.dash ? 232 : HORIZON.dash!;
  return other + FORZA_DASH_BYTES <= length && agrees(other) ? other : Number.NaN;
}

/** Explains a datagram to the suggested port that cannot be decoded. */
export function explainForza(view: DataView, offset: number, length: number, flow: Flow): string | undefined {
  if (flow.targetPort !== FORZA_PORT) return undefined;
  const layout = forzaLayout(length);
  if (!layout) {
    const known = [...LAYOUTS.keys()].join(", ");
    return `Forza Data Out packet of ${length} bytes: none of the known lengths (${known})`;
  }
  // menus and loading screens
  if (view.getInt32(offset, true) === 0) return undefined;
  const packet = `${layout.game} packet of ${length} bytes`;
  if (!isForzaCar(view, offset)) return `${packet}: its values are not those of a car`;
  return Number.isNaN(forzaDash(view, offset, length)) ? `${packet}: its speed contradicts its velocity` : undefined;
}
