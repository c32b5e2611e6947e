import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {openEmbeddedLog} from "../../../server/log/embedded/embeddedLog.js";
import {describeLog} from "./conformance.js";

for (const sync of ["never", "interval", "batch"] as const) {
  describeLog(`embedded (sync: ${sync})`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "lapbook-log-"));
    // small segments: every test of size crosses some
    const open = () => openEmbeddedLog(folder, {sync, segmentBytes: 1 << 19});
    const under = {
      log: await open(),
      restart: async () => {
        await under.log.close();
        return (under.log = await open());
      },
      stop: async () => {
        await under.log.close();
        await rm(folder, {recursive: true});
      },
      enforceRetention: () => under.log.enforceRetention(),
    };
    return under;
  });
}
