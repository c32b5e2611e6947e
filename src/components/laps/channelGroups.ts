/** Headings of the list of channels, in its order, each with what the names of its channels begin with. */
const GROUPS: readonly [heading: string, names: RegExp][] = [
  ["against the reference", /^(delta|deltaRate|lineOffset)$/],
  ["driver and speed", /^(speedKmh|throttle|brake$|brakeBias|steering|gear$|clutch|handbrake)/],
  ["tyres", /^(tyre(?!sOff)|slip|wheelSlip|wheelSpeed|verticalForce|camber)/],
  ["brakes", /^brake/],
  ["engine and fuel", /^(rpm|rev|engine(?!Power)|fuel|water|oil|manifold|turbo|gearbox|exhaust|intake|lambda|battery)/],
  ["energy and aids", /^(ers|enginePower|drs|overtake|activeAero|abs|tc[ALC]|pitLimiter)/],
  ["motion", /^(g[LV]|yaw|pitch|roll|velocity|localVelocity|forward|heading|frontWheels)/],
  ["suspension", /^(suspension|rideHeight|bumpStop)/],
  ["place", /^(world|latitude|longitude|lapDistance|totalDistance|surface|sector$|tyresOff)/],
  ["weather and track", /^(air|track|wind|rain|humidity)/],
];

/** Of channels that are computed from others. */
export const COMPUTED_GROUP = "computed";
/** Of columns that the catalogue does not know. */
export const FILE_GROUP = "further columns of the file";
const OTHERS = "lap and session";

/** The headings in order. */
export const CHANNEL_GROUPS: readonly string[] = [
  GROUPS[0][0],
  COMPUTED_GROUP,
  ...GROUPS.slice(1).map(([heading]) => heading),
  OTHERS,
  FILE_GROUP,
];

/** The heading of a channel of the catalogue. */
export function channelGroup(name: string): string {
  return GROUPS.find(([, names]) => names.test(name))?.[0] ?? OTHERS;
}
