import {z} from "zod";
import {type Fact, factId} from "../../../src/core/facts/fact.js";
import {type CornerMeasures, cornerMeasures, MEASURED_CHANNELS} from "../../../src/core/laps/cornerMeasures.js";
import {LapError, lapNameText} from "../../../src/core/laps/open/archivedLap.js";
import {type OpenedLap, openLaps, refusalText} from "../../../src/core/laps/open/openLaps.js";
import {trackPieces} from "../../../src/core/laps/partition.js";
import {lapOf} from "../lapAddress.js";
import {factSchema, lapInput, tool} from "../tool.js";

const MOST = 6;

export const cornerTool = tool({
  name: "corner",
  title: "What laps did in a corner",
  description: `Brake point and release, minimum speed, throttle, exit speed, gear and line of up to ${MOST} laps in one corner, side by side, on the line of the first lap. What could not be measured is named with the reason.`,
  input: z.object({
    laps: z.array(lapInput).min(1).max(MOST),
    corner: z.number().int().min(1).max(200).describe("its number on the circuit"),
  }),
  result: z.object({
    ...{track: z.string(), corner: z.string(), type: z.string(), fromM: z.number(), toM: z.number()},
    laps: z.array(z.object({lap: z.string(), facts: z.array(factSchema), unavailable: z.array(z.string())})),
  }),
  async run({laps: names, corner: number}, {archive}) {
    const [first, ...others] = names.map(lapOf);
    const opened = await openLaps(archive, first, others, MEASURED_CHANNELS);
    const {corners, line, reference} = opened;
    const place = corners.list.find((one) => one.number === number);
    if (!place)
      throw new LapError(
        `no corner ${number}: ${corners.list.length ? `this circuit has ${corners.list.map((one) => one.number).join(", ")}` : "no corners are known of this circuit"}`,
      );
    const whole = [reference, ...opened.laps.filter((lap): lap is OpenedLap => "grid" in lap)];
    const pieces = trackPieces(
      corners.list,
      line.lengthM,
      whole.map(({grid}) => grid),
    );
    return {
      track: reference.found.session.track.name,
      corner: place.name ? `T${number} ${place.name}` : `T${number}`,
      ...{type: place.type, fromM: place.entryM, toM: place.exitM},
      laps: [reference, ...opened.laps].map((lap) => {
        const name = lapNameText(lap.name);
        if (!("grid" in lap)) return {lap: name, facts: [], unavailable: [refusalText(lap)]};
        const measures = cornerMeasures(lap.grid, pieces, corners.list).find((one) => one.number === number)!;
        const unavailable = Object.entries(measures.unavailable).map(([part, because]) => `${part}: ${because}`);
        return {lap: name, facts: factsOf(measures, lap), unavailable};
      }),
    };
  },
});

function factsOf({number, timeS, brake, throttle, speed, gear, offset}: CornerMeasures, {name}: OpenedLap): Fact[] {
  const {session, car, lap} = name;
  const fact = (what: string, value: number | null | undefined, unit: string): Fact[] =>
    value === null || value === undefined || !Number.isFinite(value)
      ? []
      : [{id: factId("corners", {session, car, lap, corner: number}, what), what, value, unit}];
  return [
    ...fact("time in the corner", timeS, "s"),
    ...fact("brake point", brake?.pointM, "m"),
    ...fact("brake released", brake?.releaseM, "m"),
    ...fact("brake applications", brake?.applications, "1"),
    ...fact("speed at entry", speed?.entryKmh, "km/h"),
    ...fact("minimum speed", speed?.minimumKmh, "km/h"),
    ...fact("place of the minimum speed", speed?.minimumM, "m"),
    ...fact("speed at exit", speed?.exitKmh, "km/h"),
    ...fact("throttle pick-up", throttle?.pickUpM, "m"),
    ...fact("full throttle", throttle?.fullM, "m"),
    ...fact("gear at the minimum speed", gear, "1"),
    ...fact("right of the line at entry", offset?.entryM, "m"),
    ...fact("right of the line at apex", offset?.apexM, "m"),
    ...fact("right of the line at exit", offset?.exitM, "m"),
  ];
}
