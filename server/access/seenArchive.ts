import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";

/** The archive with the sessions that a caller sees. Of another one it throws ENOENT, as of one that does not exist. */
export function seenArchive(archive: LapArchive, sees: (session: string) => boolean): LapArchive {
  const checked = async (id: string) => {
    if (!sees(id)) throw Object.assign(new Error(`unknown session: ${id}`), {code: "ENOENT"});
  };
  return {
    ...archive,
    session: (id) => checked(id).then(() => archive.session(id)),
    samples: (id, ...rest) => checked(id).then(() => archive.samples(id, ...rest)),
  };
}
