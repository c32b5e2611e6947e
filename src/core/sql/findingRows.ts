import type {Finding} from "../findings/finding.js";
import {findingsAboutDriver, findingsAboutLaps} from "../findings/findingsAbout.js";
import {openComparison} from "../findings/openComparison.js";
import {LapError, lapNameText} from "../laps/open/archivedLap.js";
import {chooseLaps} from "../laps/open/chooseLaps.js";
import {type LapArchive, watchingReads} from "../laps/open/lapArchive.js";
import type {RefusedLap} from "../laps/open/openLaps.js";
import type {ViewValue} from "./viewColumn.js";

type Row = Record<string, ViewValue>;

/**
 * The rows of `findings` of a car of a session: what `lapbook findings SESSION:CAR` claims about its laps, and with --driver about the
 * driver. None where its laps can't be compared; throws a LapError where they can't because something can't be read.
 */
export async function findingRows(archive: LapArchive, session: string, car: number): Promise<Row[]> {
  const rows: Row[] = [];
  const watched = watchingReads(archive);
  for (const single of [false, true]) {
    try {
      const {comparison, refused} = await openComparison(watched, await chooseLaps(watched, {session, car}, {single}));
      const findings = single ? findingsAboutLaps(comparison) : findingsAboutDriver(comparison);
      rows.push(...findings.map((finding) => rowOf(finding, refused)));
    } catch (error) {
      if (!(error instanceof LapError) || watched.hasFailed()) throw error;
    }
  }
  return rows;
}

/** A finding, with the laps that it could not be made from among its limitations. */
function rowOf(finding: Finding, refused: readonly RefusedLap[]): Row {
  const {about, subject, reference, place, n, interval, estimate, more, rule, limitations} = finding;
  const missing = refused.map(({name, because}) => `${lapNameText(name)} is left out: ${because}`);
  const {status, reason, kind, measure, value, measured, noiseFloor, unit, chance, resolves, text, id} = finding;
  return {
    ...{session: subject.session, track: place.track, car: subject.car, driver: subject.driver},
    ...{about, lap: about === "lap" ? subject.laps[0] : null, status, reason, kind, measure},
    ...{
      place: place.kind,
      number: place.number,
      name: place.name,
      phase: place.phase,
      fromM: place.fromM,
      toM: place.toM,
    },
    ...{value, measured, low: interval?.[0], high: interval?.[1], noiseFloor, unit},
    ...{laps: n.laps, referenceLaps: n.referenceLaps, pairings: n.pairings, sameSign: n.sameSign, leftOut: n.leftOut},
    ...{chance, resolves, moreLaps: more?.laps},
    ...{estimateS: estimate?.seconds, estimateLowS: estimate?.interval?.[0], estimateHighS: estimate?.interval?.[1]},
    ...{referenceSession: reference.session, referenceCar: reference.car, referenceDriver: reference.driver},
    ...{why: reference.why, text, limitations: [...limitations, ...missing].join("; ") || null},
    ...{rule: rule.id, ruleVersion: rule.version, id},
  };
}
