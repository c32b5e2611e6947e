import type {LapRow, SessionFile} from "../../src/core/archive/types.js";
import {lapTimeText} from "../../src/core/laps/lapTimeText.js";
import {lapFlaw} from "../../src/core/laps/open/archivedLap.js";

/** A session and its laps as text. A lap's line begins with CAR:LAP, by which other commands name it. */
export function describeSession(session: SessionFile, laps: readonly LapRow[]): string {
  const {id, track, type, source, ledger, flashbacks, log, fromReport} = session;
  const lines = [
    `${id}  ${track.name}, ${type}, ${source.game} (format ${source.format})${source.simulated ? ", simulated" : ""}`,
    log
      ? `  ${log.used.length} channels; ${log.unused.length} columns not used`
      : `  ${ledger.received} datagrams` +
        (ledger.malformed ? `, ${ledger.malformed} malformed` : "") +
        (ledger.duplicated ? `, ${ledger.duplicated} duplicated` : "") +
        (ledger.reordered ? `, ${ledger.reordered} reordered` : "") +
        (ledger.lostFrames ? `, ${ledger.lostFrames} of ${ledger.spanFrames} frames lost` : "") +
        (flashbacks.length ? `, ${flashbacks.length} flashback${flashbacks.length > 1 ? "s" : ""}` : ""),
  ];
  if (fromReport)
    lines.push(
      `  from the report "${fromReport.title}": samples of ${fromReport.laps} ${fromReport.laps === 1 ? "lap" : "laps"}`,
    );
  for (const lap of laps) {
    const sectors = [lap.sector1Ms, lap.sector2Ms, lap.sector3Ms].map((ms) => time(ms).padStart(9)).join("");
    // known for sessions of a game only, of the part of the lap that was recorded
    const gaps = !log && lap.samples > 0 && lap.coverage < 0.995 && `${Math.floor(lap.coverage * 100)} % of the frames`;
    const flags = [!lap.valid && "invalid", lapFlaw(lap), gaps, lap.pit && "pit"];
    lines.push(
      `  ${`${lap.car}:${lap.lap}`.padEnd(6)} ${lap.driver.padEnd(20)} lap ${String(lap.lap).padStart(3)} ${time(lap.lapTimeMs).padStart(9)} ${sectors}  ${flags.filter(Boolean).join(", ")}`.trimEnd(),
    );
  }
  return lines.join("\n");
}

/** A dash for null. */
function time(ms: number | null): string {
  return ms === null ? "–" : lapTimeText(ms);
}
