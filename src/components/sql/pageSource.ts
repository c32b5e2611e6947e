import {type DerivedView, derivedName, makeDerived} from "../../core/sql/derived.js";
import type {QuerySource} from "../../core/sql/querySource.js";
import {fetchDerived, fetchLaps, fetchQuality, fetchSampleColumns} from "../ui/archive.js";
import {pageArchive} from "../ui/pageArchive.js";

/** The library that the page belongs to, as SQL reads it. */
export const pageSource: QuerySource = {
  archive: pageArchive,
  laps: fetchLaps,
  quality: fetchQuality,
  samples: fetchSampleColumns,
  corners: (session) => derived(session, {view: "corners"}),
  findings: (session, car) => derived(session, {view: "findings", car}),
};

/** A derived file, which a server keeps; made in the page where the host has none. */
async function derived(session: string, part: DerivedView): Promise<Uint8Array> {
  const kept = await fetchDerived(session, derivedName(part));
  return kept ?? (await makeDerived(pageArchive, session, part)).bytes;
}
