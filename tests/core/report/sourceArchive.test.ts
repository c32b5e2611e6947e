import {expect, it} from "vitest";
import {LapError} from "../../../src/core/laps/open/archivedLap.js";
import {sourceArchive} from "../../../src/core/report/sourceArchive.js";

const bytes = (text: string) => new TextEncoder().encode(text);

it("a session whose files are damaged or missing is named with what to do; one that is unknown stays unknown", async () => {
  const files: Record<string, Uint8Array> = {
    "broken/session.json": bytes('{"schemaVersion":'),
    "empty/session.json": bytes(""),
  };
  const archive = sourceArchive(async (path) => files[path] ?? null);
  for (const id of ["broken", "empty"]) {
    const error = await archive.session(id).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LapError);
    expect((error as Error).message).toMatch(
      new RegExp(`session ${id} can't be read: session.json is damaged.*lapbook reprocess ${id}`),
    );
  }
  await expect(archive.session("gone")).rejects.toThrow("unknown session: gone");
  await expect(archive.session("..")).rejects.toThrow("invalid session: ..");
});
