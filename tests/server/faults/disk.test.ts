import {execFile, spawnSync} from "node:child_process";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {expect, it} from "vitest";
import {compiled} from "../../support/compiled.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {temporaryFolder} from "../../support/server.js";
import {archiveFiles, differences} from "./archiveFiles.js";

/** A mount namespace of one's own lets a test fill a small disk without being root. */
const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;

it.skipIf(!canMount)(
  "a full disk stops the recorder with an error, not the collector; once there is room it continues and the archive is complete",
  async () => {
    const {path: folder, remove} = await temporaryFolder();
    const program = await compiled(new URL("diskChild.ts", import.meta.url));
    const capture = join(folder, "drive.pcap");
    await writeFile(capture, pcapOf(f1Stream({rate: 30, cars: [{car: 0, lapTimesMs: [3000, 2800]}]})));
    const run = async (name: string, size: string) => {
      const place = {folder: join(folder, name), capture, speed: 1e9};
      const recordings = join(place.folder, "recordings");
      await mkdir(recordings, {recursive: true});
      const script = `mount -t tmpfs -o size=${size} tmpfs '${recordings}' || exit 77
      '${process.execPath}' '${program.path}' '${JSON.stringify(place)}' '${name}' && cp -r '${recordings}' '${folder}/${name}-kept'`;
      const {stdout} = await promisify(execFile)("unshare", ["-rm", "sh", "-c", script]);
      return {said: JSON.parse(stdout), files: await archiveFiles(join(folder, `${name}-kept`))};
    };
    const full = await run("full", "8m");
    expect(full.said.error).toMatch(/the disk is full: recording continues when there is room$/);
    expect(full.said.after).toBeNull();
    expect(full.said.telemetry).toBeGreaterThan(100);
    // the filler leaves room there
    const roomy = await run("roomy", "64m");
    expect(roomy.said.error).toBeNull();
    expect(roomy.files.size).toBeGreaterThan(3);
    expect(differences(full.files, roomy.files)).toEqual([]);
    await program.remove();
    await remove();
  },
);
