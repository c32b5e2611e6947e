import {decodeEventTable, type KeptEvent, type KeptTopic} from "../../core/live/timeline/eventTable.js";
import {type DerivedEvents, derivedName} from "../../core/sql/derived.js";
import {fetchDerived} from "../ui/archive.js";
import {pageArchive} from "../ui/pageArchive.js";

const VIEWS = {"strategy-alerts": {view: "alerts"}, predictions: {view: "predictions"}} as const satisfies Record<
  KeptTopic,
  DerivedEvents
>;

/** The alerts or predictions of an archived session: the host's file, which a server keeps; made in the page where the host has none. */
export async function fetchKeptEvents<T extends KeptTopic>(
  session: string,
  topic: T,
): Promise<readonly KeptEvent<T>[]> {
  const part = VIEWS[topic];
  const kept = await fetchDerived(session, derivedName(part));
  return decodeEventTable(topic, kept ?? (await made(session, part)));
}

async function made(session: string, part: DerivedEvents): Promise<Uint8Array> {
  // rarely needed
  const [{makeDerivedEvents}, {fetchAlertProgram}] = await Promise.all([
    import("../../core/live/timeline/derivedEvents.js"),
    import("../ui/workspaceFiles.js"),
  ]);
  return (await makeDerivedEvents(pageArchive, session, part, await fetchAlertProgram())).bytes;
}
