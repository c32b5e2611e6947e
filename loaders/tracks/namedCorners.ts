import type {ArchivedSession, LapRow, SessionFile} from "../../src/core/archive/types.js";
import {comparisonLine} from "../../src/core/laps/comparisonLine.js";
import {drivenLap} from "../../src/core/laps/drivenLap.js";
import {LapError, lapFaultOf, readLapSamples} from "../../src/core/laps/open/archivedLap.js";
import {CIRCUITS} from "../../src/core/track/circuits/all.js";
import {circuitNamed, circuitTrack} from "../../src/core/track/circuitTrack.js";
import type {Corners} from "../../src/core/track/corner.js";
import {cornersOf} from "../../src/core/track/corners.js";
import type {Track} from "../../src/core/track/track.js";
import {trackIdentity, trackKey, trackSlug} from "../../src/core/track/trackKey.js";
import {folderArchive} from "../archive/folderArchive.js";
import {libraryIndex, readArchived} from "../archive/library.js";
import {readTracks} from "./trackStore.js";

/** The corners of a session's or a learned track. */
export interface NamedCorners {
  name: string;
  track: Track;
  corners: Corners;
  /** the origin of the line, for the user */
  line: string;
}

/**
 * The corners of what a user names: a session (in its own coordinates), a learned track or one of our own circuits by id or name.
 * Throws a LapError that lists the known tracks.
 */
export async function cornersOfNamed(recordings: string, name: string): Promise<NamedCorners> {
  const archived = await readArchived(recordings, name).catch((error) => {
    // damage is reported, absence is looked for among the tracks
    if (/^(unknown session|no session)/.test(error.message) || error.code === "ENOENT") return undefined;
    throw new LapError(`${name}: ${error.message}`, {cause: error});
  });
  if (archived) return cornersOfSession(recordings, archived);
  const slug = trackSlug(name);
  const {tracks} = await readTracks(recordings);
  const learned =
    tracks.find(({id}) => id === name || id === slug) ?? tracks.find((track) => trackSlug(track.name) === slug);
  if (learned) {
    return {
      name: learned.name,
      track: learned,
      corners: cornersOf(learned),
      line: `learned from ${lapsText(learned.laps)}`,
    };
  }
  const circuit = Object.values(CIRCUITS).find((one) => one.id === slug || trackSlug(one.name) === slug);
  if (circuit) {
    const track = circuitTrack(circuit);
    return {name: circuit.name, track, corners: cornersOf(track), line: "Lapbook's own circuit"};
  }
  const {sessions} = await libraryIndex(recordings);
  const known = [...tracks.map(({id}) => id), ...Object.keys(CIRCUITS)].join(", ");
  const where = sessions.length ? "`lapbook laps` lists the sessions" : `there is no session in ${recordings}`;
  throw new LapError(`unknown session or track: ${name}; ${where}, tracks are: ${known}`);
}

async function cornersOfSession(recordings: string, archived: ArchivedSession): Promise<NamedCorners> {
  const {session, laps} = archived;
  const {tracks} = await readTracks(recordings);
  const row = bestWhole(laps);
  if (!row) return withoutLaps(session, tracks);
  const samples = await readLapSamples(folderArchive(recordings), {
    ...archived,
    row,
    name: {session: session.id, car: row.car, lap: row.lap},
  });
  const {track, corners, source} = comparisonLine(tracks, session, samples, drivenLap(samples, row, session));
  if (!track) throw new LapError(`${session.id}: ${source}; import a session of this circuit that has positions`);
  return {name: session.track.name, track, corners, line: source};
}

/** The corners of the track of a session's name, in that track's coordinates. */
function withoutLaps(session: SessionFile, tracks: readonly Track[]): NamedCorners {
  const key = trackKey(trackIdentity(session));
  const circuit = circuitNamed(session.track);
  const track = tracks.find(({id}) => id === key) ?? (circuit && circuitTrack(circuit));
  if (!track)
    throw new LapError(
      `${session.id} has no whole lap with samples, and no track of its name is known; import a session of this circuit that has positions`,
    );
  const {name} = session.track;
  return {name, track, corners: cornersOf(track), line: `no whole lap in this session: the line of ${track.name}`};
}

/** The fastest whole lap, a valid one if there is any. */
function bestWhole(laps: readonly LapRow[]): LapRow | undefined {
  const whole = laps.filter((row) => lapFaultOf({row}) === undefined && !row.pit);
  const valid = whole.filter((row) => row.valid);
  return (valid.length ? valid : whole).sort((a, b) => a.lapTimeMs! - b.lapTimeMs!)[0];
}

function lapsText(laps: number): string {
  return laps === 1 ? "1 lap" : `${laps} laps`;
}
