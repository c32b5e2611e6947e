import {z} from "zod";
import {factId} from "../../../src/core/facts/fact.js";
import {MEASURED_CHANNELS} from "../../../src/core/laps/cornerMeasures.js";
import {lapNameText} from "../../../src/core/laps/open/archivedLap.js";
import {openLaps, refusalText} from "../../../src/core/laps/open/openLaps.js";
import {piecesOfLaps} from "../../comparedLaps.js";
import {lapOf} from "../lapAddress.js";
import {lapInput, tool} from "../tool.js";

const MOST = 5;

const piece = z.object({
  ...{kind: z.enum(["corner", "straight"]), name: z.string(), fromM: z.number(), toM: z.number()},
  ...{ms: z.number().nullable(), deltaMs: z.number().nullable()},
});

export const compareTool = tool({
  name: "compare",
  title: "Where laps gain and lose against a reference lap",
  description: `Up to ${MOST} laps against a reference lap, corner by corner and straight by straight; the deltaMs of the pieces add up to the official difference. Positive: slower than the reference. One lap says what happened, not what a driver does: for that ask findings.`,
  input: z.object({reference: lapInput, laps: z.array(lapInput).min(1).max(MOST)}),
  result: z.object({
    ...{track: z.string(), reference: z.string()},
    laps: z.array(
      z.object({
        ...{lap: z.string(), unavailable: z.string().nullable()},
        officialDifferenceMs: z.number().nullable(),
        uncertaintyMs: z.number().nullable().describe("how well the samples show the difference"),
        alignment: z.string().describe("on what the laps were placed"),
        ...{notes: z.array(z.string()), pieces: z.array(piece), fact: z.string()},
      }),
    ),
  }),
  async run({reference, laps}, {archive}) {
    const opened = await openLaps(archive, lapOf(reference), laps.map(lapOf), MEASURED_CHANNELS);
    return {
      ...{track: opened.reference.found.session.track.name, reference},
      laps: piecesOfLaps(opened, false).map((lap) => {
        const name = lapNameText(lap.lap);
        const fact = factId("laps", {laps: `${reference},${name}`}, "difference");
        if (lap.unavailable !== undefined)
          return {
            ...{lap: name, unavailable: refusalText({because: lap.unavailable, advice: lap.advice}), fact},
            ...{officialDifferenceMs: null, uncertaintyMs: null, alignment: "none", notes: [], pieces: []},
          };
        const {officialDifferenceMs, uncertaintyMs, alignment, notes, partition} = lap;
        return {
          ...{lap: name, unavailable: null, officialDifferenceMs, uncertaintyMs, alignment, notes, fact},
          pieces: partition.map(({kind, name, fromM, toM, ms, deltaMs}) => ({kind, name, fromM, toM, ms, deltaMs})),
        };
      }),
    };
  },
});
