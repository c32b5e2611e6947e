import {type LogSample, tree} from "./loggedDrive.js";
import {accRace, acGame, acQualifying, rfactorQualifying} from "./resultFiles.js";

/** Results without samples: no lap is complete. */
export const RESULTS = (): LogSample[] => [
  tree("acc-results", "210217_031243_R.json", accRace(), []),
  tree("ac-results", "2019_3_2_20_48_QUALIFY.json", acQualifying(), []),
  tree("ac-game-results", "race_out.json", acGame(), []),
  {format: "rfactor-results", name: "2023_11_14-01Q1.xml", bytes: rfactorQualifying(), lapsMs: [], withinMs: 1},
];
