import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect} from "vitest";
import type {Log} from "../../../server/log/log.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import type {LapRow, SessionFile} from "../../../src/core/archive/types.js";
import type {LapEvent, SectorEvent} from "../../../src/core/messages/events.js";
import {codecOf} from "../../../src/core/messages/messagesCodec.js";
import type {Drive} from "../../support/acDrive.js";
import {until} from "../../support/until.js";

/** What stands in `session.json` of the games of a grand day. */
export const FORMATS = ["ac-pages", "ac-udp", "acc-broadcast", "ams2", "forza", "gt7"];
const EVENTS = ["lap-events", "sector-times"];
/** They tell no sectors. */
const WITHOUT_SECTORS = ["ac-udp", "forza", "gt7"];

/** What came of one game: in the archive, and as live events. */
export interface Told {
  session: SessionFile;
  laps: LapRow[];
  events: LapEvent[];
  sectors: SectorEvent[];
}

export interface Heard {
  topic: string;
  key: string;
  value: Uint8Array;
}

/** Hears all lap and sector events of a log until it is stopped. */
export async function listenTo(log: Log): Promise<{heard: Heard[]; stop(): Promise<void>}> {
  const heard: Heard[] = [];
  const stop = new AbortController();
  const consumer = await log.consume({topics: EVENTS, from: "earliest", signal: stop.signal});
  const listening = (async () => {
    for await (const entries of consumer) for (const {topic, key, value} of entries) heard.push({topic, key, value});
  })();
  return {
    heard,
    async stop() {
      stop.abort();
      await listening.catch(() => {});
    },
  };
}

/** All lap and sector events that a log has. */
export async function allEvents(log: Log): Promise<Heard[]> {
  const topics = (await log.describeTopics()).filter(({name}) => EVENTS.includes(name));
  const count = topics.flatMap(({offsets}) => offsets).reduce((sum, {next}) => sum + next, 0);
  const {heard, stop} = await listenTo(log);
  await until(
    () => heard.length >= count,
    `${count} events`,
    () => heard.length,
  );
  await stop();
  return heard;
}

/** Lap events by session. */
export function lapsOf(heard: readonly Heard[]): number[] {
  const laps = new Map<string, number>();
  for (const {topic, key} of heard) if (topic === "lap-events") laps.set(key, (laps.get(key) ?? 0) + 1);
  return [...laps.values()];
}

export async function toldOf(recordings: string, id: string, heard: readonly Heard[]): Promise<Told> {
  const session = JSON.parse(await readFile(join(recordings, id, "session.json"), "utf8")) as SessionFile;
  const events = <T extends "lap-events" | "sector-times">(wanted: T) =>
    heard
      .filter(({topic, key}) => topic === wanted && key === id)
      .map(({value}) => codecOf("protobuf").decodeEvent(wanted, value));
  const laps = readLaps(await readFile(join(recordings, id, "laps.arrows")));
  return {session, laps, events: events("lap-events"), sectors: events("sector-times")};
}

/** The archive has the laps as the game told them. */
export function expectArchive({session, laps}: Told, drive: Drive): void {
  const truth = drive.timing.laps;
  const found = laps.filter(({lapTimeMs}) => lapTimeMs !== null);
  expect(found.map(({lap, lapTimeMs}) => [lap, lapTimeMs])).toEqual(truth.map((l) => [l.lap, l.lapTimeMs]));
  if (WITHOUT_SECTORS.includes(String(session.source.format))) return;
  expect(found.map((l) => [l.sector1Ms, l.sector2Ms, l.sector3Ms])).toEqual(truth.map((l) => l.sectorTimesMs));
}

/** And so have the live events, each once. */
export function expectEvents({session, events, sectors}: Told, drive: Drive): void {
  const truth = drive.timing.laps;
  expect(events.map(({car, lap, lapTimeMs}) => [car, lap, lapTimeMs])).toEqual(
    truth.map((l) => [0, l.lap, l.lapTimeMs]),
  );
  if (WITHOUT_SECTORS.includes(String(session.source.format))) return;
  const three = sectors.filter(({lap}) => truth.some((l) => l.lap === lap));
  expect(three.map(({lap, sector, timeMs}) => [lap, sector, timeMs])).toEqual(
    truth.flatMap((l) => l.sectorTimesMs.map((ms, i) => [l.lap, i + 1, ms])),
  );
}
