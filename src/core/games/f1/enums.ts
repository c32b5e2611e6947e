import {UNKNOWN_TRACK} from "../../archive/types.js";
import {INFRINGEMENTS, PENALTIES} from "./names/penalties.js";
import {EARLIER_TEAMS, TEAMS} from "./names/teams.js";
import {TRACKS} from "./names/tracks.js";

// These functions take any number: an unknown id is shown as its number, as in "track 99".

const ACTUAL_COMPOUNDS = new Map([
  [0, "unknown"], // unused slots
  [7, "intermediate"],
  [8, "wet"],
  [9, "classic dry"],
  [10, "classic wet"],
  [11, "F2 super soft"],
  [12, "F2 soft"],
  [13, "F2 medium"],
  [14, "F2 hard"],
  [15, "F2 wet"],
  [16, "C5"],
  [17, "C4"],
  [18, "C3"],
  [19, "C2"],
  [20, "C1"],
  [21, "C0"],
  [22, "C6"],
  [255, "unknown"],
]);

const BEFORE_THE_RACE = [
  "unknown",
  "practice 1",
  "practice 2",
  "practice 3",
  "short practice",
  "qualifying 1",
  "qualifying 2",
  "qualifying 3",
  "short qualifying",
  "one-shot qualifying",
];
const SESSIONS_2023 = [...BEFORE_THE_RACE, "race", "race 2", "race 3", "time trial"];
const SESSIONS = [
  ...BEFORE_THE_RACE,
  "sprint shootout 1",
  "sprint shootout 2",
  "sprint shootout 3",
  "short sprint shootout",
  "one-shot sprint shootout",
  "race",
  "race 2",
  "race 3",
  "time trial",
];

const WEATHER = ["clear", "light cloud", "overcast", "light rain", "heavy rain", "storm"];

const RESULT_REASONS = [
  "invalid",
  "retired",
  "finished",
  "terminal damage",
  "inactive",
  "not enough laps completed",
  "black flag",
  "red flag",
  "mechanical failure",
  "session skipped",
  "session simulated",
];

/** "Monza", "Silverstone (reverse)"; −1 is "unknown track". */
export function trackName(id: number): string {
  return id === -1 ? UNKNOWN_TRACK : (TRACKS.get(id) ?? `track ${id}`);
}

/** "time trial", "race", "qualifying 1"; format 2023 numbers its sessions differently from the later ones. */
export function sessionTypeName(format: number, id: number): string {
  return (format === 2023 ? SESSIONS_2023 : SESSIONS)[id] ?? `session type ${id}`;
}

/** "McLaren", "Prema F2 '23"; the id for none is 255, in format 2026 65535. */
export function teamName(format: number, id: number): string {
  if (id === (format === 2026 ? 65535 : 255)) return "no team";
  return EARLIER_TEAMS[format]?.[id] ?? TEAMS.get(id) ?? `team ${id}`;
}

/** The tyre's actual compound: "C3", "F2 soft", "intermediate". Its ids differ from the visual ones. */
export function actualCompoundName(id: number): string {
  return ACTUAL_COMPOUNDS.get(id) ?? `compound ${id}`;
}

/** "light rain". */
export function weatherName(id: number): string {
  return WEATHER[id] ?? `weather ${id}`;
}

/** "F1 25" for game year 25 of the header. Games send 0 from the menu: "F1". */
export function gameName(gameYear: number): string {
  return gameYear === 0 ? "F1" : `F1 ${String(gameYear).padStart(2, "0")}`;
}

/** "time penalty". */
export function penaltyName(id: number): string {
  return PENALTIES[id] ?? `penalty ${id}`;
}

/** "pit lane speeding". */
export function infringementName(id: number): string {
  return INFRINGEMENTS[id] ?? `infringement ${id}`;
}

/** Why a car stopped, of the classification and the retirement event (2025 and later): "terminal damage". */
export function resultReasonName(id: number): string {
  return RESULT_REASONS[id] ?? `reason ${id}`;
}
