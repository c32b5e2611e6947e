import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {readSamples} from "../../src/core/archive/samples.js";
import {samplesFile} from "../../src/core/session/lapRow.js";
import {bestLaps, type LapRef, lapsToLearn} from "../../src/core/track/bestLaps.js";
import {type ArchivedLap, learnTogether} from "../../src/core/track/learnTogether.js";
import {sampledLap} from "../../src/core/track/sampledLap.js";
import type {Track} from "../../src/core/track/track.js";
import {trackIdentity, trackKey} from "../../src/core/track/trackKey.js";
import {readSession, readSessionLaps} from "../archive/library.js";
import {readTracks, removeTrack, writeTrack} from "./trackStore.js";

/** A track whose file was written or removed. */
export interface TrackChange {
  id: string;
  /** laps it is learned from now; 0: removed */
  laps: number;
}

interface LapsToLearn {
  name: string;
  frame: string;
  refs: LapRef[];
}

/**
 * Learns, or improves, the tracks of sessions from the best laps of these and earlier sessions. Called after sessions were added,
 * rebuilt or given another track name; sessions that cannot be read are skipped.
 */
export async function learnTracks(recordings: string, ids: readonly string[]): Promise<TrackChange[]> {
  const {tracks} = await readTracks(recordings);
  const wanted = await lapsOf(recordings, ids);
  const changes: TrackChange[] = [];
  for (const track of tracks)
    if (!wanted.has(track.id) && track.from?.some(({session}) => ids.includes(session)))
      wanted.set(track.id, {name: track.name, frame: track.frame, refs: []});
  for (const [id, one] of wanted) {
    const known = tracks.find((track) => track.id === id);
    const change = await improve(recordings, id, one, known, ids);
    if (change) changes.push(change);
  }
  return changes;
}

/** The laps to learn from, by track. */
async function lapsOf(recordings: string, ids: readonly string[]): Promise<Map<string, LapsToLearn>> {
  const wanted = new Map<string, LapsToLearn>();
  for (const id of ids) {
    const session = await readSession(recordings, id).catch(() => undefined);
    const key = session && trackKey(trackIdentity(session));
    // without an outline none of its laps has positions
    if (!key || session.outline.length === 0 || session.track.shape?.mirrored) continue;
    // a guessed start line would become that of the track
    if (session.log?.line?.from === "shape" || session.log?.line?.from === "bends") continue;
    const refs = lapsToLearn(id, await readSessionLaps(recordings, id));
    const known = wanted.get(key);
    if (known) known.refs.push(...refs);
    else wanted.set(key, {name: session.track.name, frame: session.source.game, refs});
  }
  return wanted;
}

async function improve(
  recordings: string,
  id: string,
  {name, frame, refs}: LapsToLearn,
  known: Track | undefined,
  ids: readonly string[],
): Promise<TrackChange | undefined> {
  const before = (known?.from ?? []).filter(({session}) => !ids.includes(session));
  const chosen = bestLaps([...before, ...refs]);
  if (chosen.length === 0 && !known) return undefined;
  // the track was not learned from these sessions, and would not be now
  if (known && before.length === known.from?.length && !chosen.some(({session}) => ids.includes(session)))
    return undefined;
  const laps: ArchivedLap[] = [];
  for (const ref of chosen) {
    const driven = await readDriven(recordings, ref);
    if (driven) laps.push({ref, driven});
  }
  const deleted = before.some((ref) => chosen.includes(ref) && !laps.some((lap) => lap.ref === ref));
  // laps of this track were deleted: learning it again would lose their part
  if (known && deleted && laps.length < before.length) return undefined;
  const track = learnTogether(laps, {id, name: known?.name ?? name, frame});
  if (track) return (await writeTrack(recordings, track)) ? {id, laps: track.laps} : undefined;
  if (!known) return undefined;
  await removeTrack(recordings, id);
  return {id, laps: 0};
}

/** The positions of a lap; undefined when its session was deleted or has no positions. */
async function readDriven(recordings: string, {session, car, lap}: LapRef): Promise<ArchivedLap["driven"] | undefined> {
  try {
    const bytes = await readFile(join(recordings, session, samplesFile(car, lap)));
    return sampledLap(readSamples(bytes)) ?? undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
