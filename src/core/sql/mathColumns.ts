import {samplesInTable} from "../archive/samples.js";
import {Float64, makeData, makeVector, Table, type Vector} from "../arrow.js";
import type {MathChannel} from "../expressions/mathChannels.js";
import {type MathPrograms, mathPrograms, recordedWithMath} from "../expressions/mathSamples.js";
import type {LapArchive} from "../laps/open/lapArchive.js";
import {validityOf} from "./validityOf.js";
import {type ViewColumn, viewColumn} from "./viewColumn.js";
import {type SqlViews, VIEWS} from "./views.js";

/** The math channels of a workspace as columns of `samples` and `traces`. */
export interface MathColumns {
  /** all views, these two with the math channels */
  views: SqlViews;
  programs: MathPrograms;
  names: ReadonlySet<string>;
  /** math channels that are no columns, and why, for the user */
  leftOut: readonly {name: string; because: string}[];
}

/** Names that SQL can't give a second time: its names have no case. The last one is a name inside the questions for laps. */
const TAKEN = new Set(
  [...VIEWS.samples.columns, ...VIEWS.traces.columns].map(({name}) => name.toLowerCase()).concat("lapofrow"),
);

/** Checks math channels and makes columns of those that are right. */
export function mathColumns(channels: readonly MathChannel[]): MathColumns {
  const {outputs, failed} = mathPrograms(channels);
  const leftOut = failed.map(({name, error}) => ({
    name,
    because: `character ${error.at.start + 1}: ${error.message}`,
  }));
  const taken = new Set(TAKEN);
  const usable = [...outputs].filter(([name]) => {
    const isFree = !taken.has(name.toLowerCase());
    if (!isFree)
      leftOut.push({name, because: "another column has this name: SQL does not tell capitals from small letters"});
    taken.add(name.toLowerCase());
    return isFree;
  });
  const columns = usable.map(([name, {output, channel}]): ViewColumn => {
    const what = output.kind === "condition" ? "math channel, 1 where it holds" : "math channel";
    return viewColumn(name, "DOUBLE", output.unit, [what, channel.about].filter(Boolean).join(": "));
  });
  const more = (view: "samples" | "traces") => ({...VIEWS[view], columns: [...VIEWS[view].columns, ...columns]});
  return {
    views: {...VIEWS, samples: more("samples"), traces: more("traces")},
    programs: {outputs: new Map(usable), failed},
    names: new Set(usable.map(([name]) => name)),
    leftOut,
  };
}

/** The columns of a lap's file that columns of `samples` need: themselves, and what math channels among them are computed from. */
export function neededOfFile(columns: readonly string[], {programs, names}: MathColumns): string[] {
  const inputs = columns.flatMap((name) =>
    names.has(name) ? ["sessionTime", "lapDistance", ...programs.outputs.get(name)!.output.channels] : [name],
  );
  return [...new Set(inputs)];
}

/** A lap's samples as a table, with the math channels among the columns; those for which the lap lacks a channel are absent. */
export function withMathColumns(recorded: Table, columns: readonly string[], math: MathColumns): Table {
  const wanted = columns.filter((name) => math.names.has(name));
  if (wanted.length === 0 || recorded.numRows === 0) return recorded;
  const samples = recordedWithMath(samplesInTable(recorded), math.programs);
  const vectors: Record<string, Vector> = {};
  for (const name of wanted) {
    if (!samples.has(name)) continue;
    const data = samples.values(name);
    vectors[name] = makeVector(makeData({type: new Float64(), length: data.length, data, ...validityOf(data)}));
  }
  return recorded.assign(new Table(vectors)) as Table;
}

/** The same archive; the samples of its laps have the math channels. */
export function archiveWithMath(archive: LapArchive, {programs}: MathColumns): LapArchive {
  return {
    session: (id) => archive.session(id),
    tracks: (session) => archive.tracks(session),
    samples: async (session, row) => recordedWithMath(await archive.samples(session, row), programs),
  };
}
