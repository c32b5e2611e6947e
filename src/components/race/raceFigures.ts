import {html} from "npm:htl";
import type {RaceStory} from "../../core/laps/sessionStatistics.js";
import {figure} from "../ui/figure.js";
import {counted, delta, fixed, lapTime} from "../ui/format.js";

/** One car's race in a line of figures. */
export function raceFigures({rows, pitLosses}: RaceStory, car: number): HTMLElement {
  const row = rows.find((one) => one.car === car);
  if (!row) return html`<p class="lb-muted">This driver has no place in the race.</p>`;
  const {position, began, beganFrom, gained, gapS, lapsDown, timeS, best, isFastest, stops, lostMs, penaltyS} = row;
  const since = beganFrom === "grid" ? "from the grid" : "since lap 1";
  const moved = gained === null || gained === 0 ? "" : gained > 0 ? `▲ ${gained} ` : `▼ ${-gained} `;
  const visits = pitLosses.filter((loss) => loss.car === car && loss.lossMs !== null);
  const reach = Math.sqrt(visits.reduce((sum, {reachMs}) => sum + (reachMs ?? Number.NaN) ** 2, 0));
  const place = row.status && row.status !== "finished" ? row.status : `of ${rows.length}`;
  return html`<dl class="lb-figures">
    ${figure("position", `P${position}`, "", html`${place}${row.byTimes !== null && row.byTimes !== position ? `; P${row.byTimes} by lap times` : ""}`)}
    ${began === null ? "" : figure(since, gained === 0 ? "held" : moved, "", `began as P${began}`)}
    ${
      position === 1 || timeS === null
        ? figure(
            "race time",
            timeS === null ? "—" : lapTime(1000 * timeS),
            "",
            timeS === null ? "lap times do not add up" : "sum of the lap times",
          )
        : figure(
            "to the winner",
            lapsDown ? `+${counted(lapsDown, "lap")}` : delta(gapS === null ? null : 1000 * gapS),
            lapsDown || gapS === null ? "" : "s",
            "by lap times, without penalties",
          )
    }
    ${best ? figure("best lap", isFastest ? html`<span class="lb-best">${lapTime(best.lapTimeMs)}</span>` : lapTime(best.lapTimeMs), "", `lap ${best.lap}${isFastest ? ", fastest of the race" : ""}`) : ""}
    ${stops === null ? "" : stops === 0 ? figure("pit stops", "none", "", "") : lostFigure(stops, lostMs, reach)}
    ${penaltyS ? figure("penalties", `+${penaltyS}`, "s", "in no lap time") : ""}
  </dl>`;
}

function lostFigure(stops: number, lostMs: number | null, reachMs: number): HTMLElement {
  const note = counted(stops, "stop");
  if (lostMs === null) return figure("lost in the pits", "—", "", `${note}, loss unknown`);
  return figure("lost in the pits", fixed(lostMs / 1000, 1), "s", `${note}; ±${fixed(reachMs / 1000, 1)} s`);
}
