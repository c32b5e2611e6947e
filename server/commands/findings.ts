import {folderArchive} from "../../loaders/archive/folderArchive.js";
import {findingsAboutDriver, findingsAboutLaps} from "../../src/core/findings/findingsAbout.js";
import {openComparison} from "../../src/core/findings/openComparison.js";
import {LapError, lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {chooseLaps} from "../../src/core/laps/open/chooseLaps.js";
import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";
import type {CliCommand} from "../command.js";
import {UsageError, UserError} from "../userError.js";
import {describeFindings} from "./describeFindings.js";
import {parseLapsName} from "./lapName.js";

export const command: CliCommand = {
  name: "findings",
  summary:
    "Says where time was lost, with numbers and their uncertainty: what happened on laps, or with --driver what a driver does lap after lap.",
  usage: "SESSION [--driver] [--reference LAP]   SESSION may name a car or a lap: SESSION:CAR, SESSION:CAR:LAP",
  options: {
    driver: {type: "boolean", describe: "what the driver does repeatedly, of all his valid laps"},
    reference: {
      type: "string",
      describe:
        "lap SESSION:CAR:LAP, or the laps of a driver SESSION:CAR; without it a faster teammate, the session's best or the driver's best",
    },
  },
  async run({values, positionals, config, json, out, log}) {
    if (positionals.length !== 1) throw new UsageError("findings needs one SESSION, SESSION:CAR or SESSION:CAR:LAP");
    const subject = parseLapsName(positionals[0]);
    const isDriver = values.driver === true;
    if (isDriver && subject.lap !== undefined)
      throw new UsageError("--driver takes all laps of a driver: name SESSION or SESSION:CAR");
    const reference = typeof values.reference === "string" ? parseLapsName(values.reference) : undefined;
    const {chosen, opened} = await open(folderArchive(config.recordings)).catch((error) => {
      throw error instanceof LapError ? new UserError(error.message) : error;
    });
    const {comparison, corners, source, refused} = opened;
    const findings = isDriver ? findingsAboutDriver(comparison) : findingsAboutLaps(comparison);
    if (chosen.because !== undefined) log(chosen.because);
    for (const {name, because} of refused) log(`${lapNameText(name)} is left out: ${because}`);
    if (json)
      out(
        JSON.stringify({
          ...{session: subject.session, about: isDriver ? "driver" : "lap", track: comparison.track},
          ...{corners: {from: corners.from, number: corners.list.length}, line: source},
          ...{subject: findings[0]?.subject, reference: findings[0]?.reference, findings},
          leftOut: refused.map(({name, because}) => ({lap: lapNameText(name), because})),
        }),
      );
    else out(describeFindings(comparison, findings));
    return 0;

    async function open(archive: LapArchive) {
      const laps = await chooseLaps(archive, subject, {reference, single: !isDriver});
      return {chosen: laps, opened: await openComparison(archive, laps)};
    }
  },
};
