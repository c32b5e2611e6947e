import {join} from "node:path";
import type {ArchivedSession, LogChoices} from "../../src/core/archive/types.js";
import {LOG_FILE_READERS} from "../../src/core/files/readers.js";
import {chosenTrack, settleTrack} from "../tracks/settleTrack.js";
import {readArchived} from "./library.js";
import {sessionText} from "./sessionText.js";
import {writeWhole} from "./writeWhole.js";

/**
 * Gives the track of a session made from a game's packets another name, without reading its capture again: nothing but the name depends on
 * it. Undefined where the session must be rebuilt: the original name is wanted back, or the laps of a log were cut at the track's line.
 */
export async function renameTrack(
  recordings: string,
  id: string,
  choices: LogChoices,
): Promise<ArchivedSession | undefined> {
  const {session, laps} = await readArchived(recordings, id);
  const chosen = chosenTrack(choices);
  const isOnlyName = Object.keys(choices).every((choice) => choice === "track");
  const isLog = !session.fromReport && LOG_FILE_READERS.some(({format}) => format === session.source.format);
  if (!chosen || !isOnlyName || isLog) return undefined;
  session.choices = {track: chosen};
  await settleTrack(recordings, session);
  await writeWhole(join(recordings, id, "session.json"), sessionText(session));
  return {session, laps};
}
