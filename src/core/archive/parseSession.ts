import {SCHEMA_VERSION, type SessionFile} from "./types.js";

/** Written by a later version of Lapbook: not damaged, and left as it is. */
export class NewerSessionError extends Error {
  override name = "NewerSessionError";
}

/** Parses session.json. Throws for a newer schema version and for anything that is not a session. */
export function parseSession(text: string): SessionFile {
  let session: Partial<SessionFile> | null;
  try {
    session = JSON.parse(text);
  } catch {
    throw new Error("session.json is damaged: not JSON");
  }
  const version = session?.schemaVersion;
  if (!session || !Number.isInteger(version)) throw new Error("session.json is damaged: no schemaVersion");
  if (version! > SCHEMA_VERSION) {
    throw new NewerSessionError(
      `written by a newer Lapbook: schemaVersion ${version}, this one reads up to ${SCHEMA_VERSION}`,
    );
  }
  if (!session.source || !session.track || !Array.isArray(session.drivers) || typeof session.startedAt !== "string") {
    throw new Error("session.json is damaged: source, track, drivers or startedAt missing");
  }
  return session as SessionFile;
}
