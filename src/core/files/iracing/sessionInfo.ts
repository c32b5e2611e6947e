/** The used parts of a session text; NaN and "" for missing ones. */
export type SessionInfo = ReturnType<typeof readSessionInfo>;

/**
 * Reads the few keys needed of iRacing's session text. It is not always valid YAML (names with colons, unquoted signs), so it is read line
 * by line: indentation, an optional dash, a key, the rest of the line.
 */
export function readSessionInfo(text: string) {
  const lines = parseLines(text);
  const first = (key: string, from = 0, to = lines.length): string => {
    for (let i = from; i < to; i++) if (lines[i].key === key) return lines[i].value;
    return "";
  };
  const section = (name: string): [number, number] => {
    const from = lines.findIndex(({key, indent}) => indent === 0 && key === name);
    if (from < 0) return [0, 0];
    const to = lines.findIndex(({indent}, i) => i > from && indent === 0);
    return [from, to < 0 ? lines.length : to];
  };
  const [week, weekEnd] = section("WeekendInfo");
  const [cars, carsEnd] = section("DriverInfo");
  const [runs, runsEnd] = section("SessionInfo");
  const [split, splitEnd] = section("SplitTimeInfo");

  const index = first("DriverCarIdx", cars, carsEnd);
  const own = lines.findIndex(
    ({key, value, item}, i) => i > cars && i < carsEnd && item && key === "CarIdx" && value === index,
  );
  const next = lines.findIndex(({item}, i) => i > own && item);
  const ownEnd = own < 0 ? 0 : next < 0 ? carsEnd : Math.min(next, carsEnd);
  const of = (key: string) => (own < 0 ? "" : first(key, own, ownEnd));

  const sessionTypes = new Map<number, string>();
  for (let i = runs; i < runsEnd; i++) {
    if (lines[i].key !== "SessionNum") continue;
    sessionTypes.set(Number(lines[i].value), first("SessionType", i, runsEnd));
  }
  const starts = lines
    .slice(split, splitEnd)
    .flatMap(({key, value}) => (key === "SectorStartPct" ? [quantity(value)] : []));
  const hasThree = starts.length === 3 && starts[1] > 0 && starts[2] > starts[1] && starts[2] < 1;
  const config = first("TrackConfigName", week, weekEnd);
  const name = first("TrackDisplayName", week, weekEnd) || first("TrackName", week, weekEnd);
  const length = first("TrackLength", week, weekEnd);
  return {
    track: config ? `${name} ${config}` : name,
    lengthM: quantity(length) * (/mi\b/.test(length) ? 1609.344 : /km\b/.test(length) ? 1000 : 1),
    airTempC: celsius(first("TrackAirTemp", week, weekEnd)),
    trackTempC: celsius(first("TrackSurfaceTemp", week, weekEnd)),
    skies: first("TrackSkies", week, weekEnd),
    build: first("BuildVersion", week, weekEnd),
    driver: of("UserName"),
    car: of("CarScreenName"),
    carNumber: quantity(of("CarNumberRaw") || of("CarNumber")),
    fuelKgPerLitre: quantity(first("DriverCarFuelKgPerLtr", cars, carsEnd)),
    /** where sectors 2 and 3 begin, 0–1 of the lap; null unless the track has three */
    sectorStarts: hasThree ? ([starts[1], starts[2]] as const) : null,
    /** by SessionNum */
    sessionTypes,
  };
}

interface Line {
  indent: number;
  /** it begins an entry of a list */
  item: boolean;
  key: string;
  value: string;
}

function parseLines(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((line): Line[] => {
    const found = /^( *)(- +)?([A-Za-z]\w*):(?: +(.*))?$/.exec(line);
    if (!found) return [];
    const [, spaces, dash, key, value = ""] = found;
    return [
      {indent: spaces.length + (dash?.length ?? 0), item: dash !== undefined, key, value: unquoted(value.trim())},
    ];
  });
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? /^'(.*)'$/.exec(value)?.[1] ?? value;
}

function quantity(value: string): number {
  return value === "" ? Number.NaN : Number.parseFloat(value);
}

function celsius(value: string): number {
  const degrees = quantity(value);
  return /F\b/.test(value) ? ((degrees - 32) * 5) / 9 : degrees;
}
