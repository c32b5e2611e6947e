import type {EmitEvent} from "./raceEvents.js";

/** Why DRS is disabled, in the games' numbers. */
export const DRS_OFF = {wet: 0, safetyCar: 1, redFlag: 2} as const;

/** Enables DRS from a lap on, and disables it on a wet track and during a neutralisation. */
export class DrsControl {
  enabled = false;
  /** first lap of the leader with DRS */
  fromLap = 3;

  constructor(private readonly emit: EmitEvent) {}

  /** `lap`: of the leader, or undefined without one; `racing`: the race is neither neutralised nor over. */
  step(lap: number | undefined, racing: boolean, wet: boolean): void {
    if (this.enabled) {
      if (wet) this.disable(DRS_OFF.wet);
    } else if (lap !== undefined && lap >= this.fromLap && racing && !wet) {
      this.enabled = true;
      this.emit("DRSE");
    }
  }

  disable(reason: number): void {
    if (this.enabled) this.emit("DRSD", {reason});
    this.enabled = false;
  }
}
