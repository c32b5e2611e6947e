import type {OpenLap} from "../games/game.js";
import {type LapSummary, summaryOf} from "./lapRow.js";

/** Summaries of finished laps that are still open. A running recording asks for them again and again: each is computed once. */
export class OpenSummaries {
  /** the last of each car */
  private readonly known = new Map<number, {key: string; summary: LapSummary}>();

  of(open: OpenLap): LapSummary {
    const {car, lap, rows, revision, lapTimeMs} = open;
    const key = `${lap} ${rows} ${revision} ${lapTimeMs}`;
    const known = this.known.get(car);
    if (known?.key === key) return known.summary;
    const summary = summaryOf(open.samples());
    this.known.set(car, {key, summary});
    return summary;
  }
}
