import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {predictRace} from "../../src/core/analyst/predictRace.js";
import {gradesOf} from "../../src/core/strategy/predictions/gradesOf.js";
import {type CliCommand, numberOption} from "../command.js";
import {UserError} from "../userError.js";
import {describePredictions} from "./describePredictions.js";

export const command: CliCommand = {
  name: "predictions",
  summary:
    "Predicts an archived race as the pit wall does while it runs: lap times, pit stops, places after them, fuel; and grades each by what happened.",
  usage: "SESSION [--car N]",
  options: {
    car: {type: "string", describe: "list the predictions of this car, not only the grades of all"},
  },
  async run({positionals: [id, ...more], values, config, json, out}) {
    if (!id || more.length) throw new UserError("predictions takes one session; `lapbook laps` lists them");
    const car = numberOption(values, "car", {min: 0, max: 255, integer: true});
    const archive = folderArchive(config.recordings);
    const {session, laps} = await archive.session(id).catch((error: Error) => {
      throw new UserError(error.message);
    });
    const race = await predictRace(archive, session, laps);
    if (race.laps === null)
      throw new UserError(`${id} is no race whose distance is known: ${session.type}; predictions are of races`);
    const grades = gradesOf(race.predictions);
    const listed = race.predictions.filter((one) => car === undefined || one.car === car);
    if (json)
      out(JSON.stringify({session: id, laps: race.laps, lapsGuessed: race.isGuessed, grades, predictions: listed}));
    else out(describePredictions(session, race, grades, car === undefined ? [] : listed));
    return 0;
  },
};
