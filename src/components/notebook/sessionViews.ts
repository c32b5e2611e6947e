import {sessionChart as drawChart, SESSION_CHARTS, type SessionChart} from "../session/sessionChart.js";
import {fetchSession} from "../ui/archive.js";
import {CellError} from "./cellError.js";
import {described} from "./chosenBy.js";
import type {NotebookHost} from "./notebookHost.js";

/** A session as a cell names it: its id, or a row of `sessions`. */
export type SessionWord = string | {session: string};

/** Charts of a session, as wide as there is room. */
export function sessionViews({resize}: Pick<NotebookHost, "resize">) {
  return async (chart: SessionChart, which: SessionWord): Promise<HTMLElement> => {
    if (!SESSION_CHARTS.includes(chart))
      throw new CellError(
        `no chart of a session is named ${typeof chart === "string" ? `"${chart}"` : described(chart)}`,
        undefined,
        `There are ${SESSION_CHARTS.map((name) => `"${name}"`).join(", ")}: write sessionChart("lapTimes", sessions[0]).`,
      );
    const id = typeof which === "string" ? which : (which as {session?: unknown} | undefined)?.session;
    if (typeof id !== "string")
      throw new CellError(`${described(which)} is no session`, undefined, "Write its id, or a row of sessions.");
    const archived = await fetchSession(id);
    return resize((width) => drawChart(chart, archived, {width}));
  };
}
