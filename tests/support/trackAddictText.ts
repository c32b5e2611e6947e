import {END_S, fixed, LAP_S, LINE_S, type LogSample, STARTED, stateAt, utf8} from "./loggedDrive.js";

const NAMES = [
  ...["Time", "UTC Time", "Lap", "Predicted Lap Time", "Predicted vs Best Lap", "GPS_Update", "GPS_Delay", "Latitude"],
  ...["Longitude", "Altitude (m)", "Altitude (ft)", "Speed (Km/h)", "Heading", "Accuracy (m)", "Accel X", "Accel Y"],
  ...["Accel Z", "Brake (calculated)", "Barometric Pressure (kPa)"],
];
const METRES = 111_320;
/** `00:00:20.000` */
const clock = (s: number) =>
  `00:${String(Math.floor(s / 60)).padStart(2, "0")}:${(s % 60).toFixed(3).padStart(6, "0")}`;

/**
 * The drive as TrackAddict writes it: fixes of the receiver repeat until the next one, the lap column turns at the first fix after the
 * line, the app's lap times stand in comments there, sectors and the pit lane too.
 */
export function trackAddictText({hz = 10, fixHz = 2, endS = END_S, utc = true} = {}): string {
  const lines = [
    "# RaceRender Data: TrackAddict 4.3.5 on Android 9 [phone] (Mode: 0)",
    "# Vehicle: A small car",
    "# End Point: 47.00000, 11.00000  @ 90.00 deg",
    NAMES.filter((name) => utc || name !== "UTC Time")
      .map((name) => `"${name}"`)
      .join(","),
  ];
  let lap = 0;
  for (let i = 0; i < endS * hz; i++) {
    const t = i / hz;
    const fix = stateAt(Math.floor(t * fixHz + 1e-9) / fixHz);
    if (fix.lap > lap) {
      if (lap === 2) lines.push("# Sector 3: 00:00:07.000");
      lines.push(`# Lap ${lap}: ${clock(lap === 0 ? LINE_S : LAP_S)}`);
      lap = fix.lap;
    }
    if (i === 33 * hz) lines.push("# Pit Lane Entry", "# Sector 1: 00:00:06.000");
    if (i === 36 * hz) lines.push("# Pit Lane Exit", "# Sector 2: 00:00:07.000");
    const {x, z, lapTime} = fix;
    const row = [
      ...[
        fixed(t, 3),
        ...(utc ? [fixed(STARTED + t, 3)] : []),
        lap,
        0,
        0,
        Number(Number.isInteger(fixed(t * fixHz, 9))),
        0,
      ],
      ...[(47 - z / METRES).toFixed(7), (11 + x / (METRES * Math.cos((47 * Math.PI) / 180))).toFixed(7), 500, 1640],
      // to the right, from south on
      ...[fixed(fix.kmh, 1), fixed((180 + 18 * lapTime) % 360, 1), 6, 1.2, 0, 0, 0, 94.5],
    ];
    lines.push(row.join(","));
  }
  return `${[...lines, "# Session End"].join("\r\n")}\r\n`;
}

export const trackAddictSample = (): LogSample => ({
  format: "trackaddict-csv",
  name: "Log-20240506-090809 Oval.csv",
  bytes: utf8(trackAddictText()),
  isStream: true,
  lapsMs: [20_000, 20_000, 20_000],
  withinMs: 1,
});
