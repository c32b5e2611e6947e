import type * as PlotModule from "npm:@observablehq/plot";
import {isRows} from "./rowsTable.js";
import {unknownName} from "./unknownName.js";

type Plot = typeof PlotModule;

/** Channels of a mark that not all rows need: without them nothing is missed in the picture. */
const OPTIONAL = new Set(["title", "href", "ariaLabel", "text"]);

/**
 * Plot, whose marks refuse a column that no row has and suggest the nearest ones: Plot itself draws an empty picture. Checked are names of columns
 * where the data are rows, that is plain objects; not those within its transforms (`binX`, `stackY` …).
 */
export function checkedPlot(plot: Plot): Plot {
  const checked: Record<string, unknown> = {...plot};
  for (const [name, make] of Object.entries(plot)) {
    // functions that make marks begin with a small letter, classes with a capital one
    if (typeof make !== "function" || !/^[a-z]/.test(name)) continue;
    checked[name] = (...given: unknown[]) => {
      const made = (make as (...given: unknown[]) => unknown)(...given);
      // boxes and such are lists of marks
      // what a mark of several (a box) has passed through transforms is seen as it was given
      if (isMark(made, plot)) refuseUnknownColumns({data: given[0], channels: places(given[1])}, name);
      for (const mark of Array.isArray(made) ? made : [made])
        if (mark instanceof plot.Mark) refuseUnknownColumns(mark as MadeMark, name);
      return made;
    };
  }
  return checked as unknown as Plot;
}

const isMark = (made: unknown, {Mark}: Plot) => [made].flat().some((one) => one instanceof Mark);

/** The places that a mark was asked for, as its channels. */
function places(options: unknown): MadeMark["channels"] {
  const given = Object.entries((options ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    given.filter(([name]) => /^(f?[xy]|[xy][12])$/.test(name)).map(([name, value]) => [name, {value}]),
  );
}

interface MadeMark {
  data?: unknown;
  channels?: Record<string, {value?: unknown}>;
}

function refuseUnknownColumns(mark: MadeMark, made: string): void {
  const {data, channels = {}} = mark;
  if (!isRows(data)) return;
  for (const [channel, {value}] of Object.entries(channels)) {
    if (typeof value !== "string" || OPTIONAL.has(channel) || data.some((row) => value in row)) continue;
    throw unknownName(
      `column in ${channel} of Plot.${made}`,
      value,
      data.slice(0, 100).flatMap((row) => Object.keys(row)),
      `The rows have ${Object.keys(data[0]).slice(0, 12).join(", ")}.`,
    );
  }
}
