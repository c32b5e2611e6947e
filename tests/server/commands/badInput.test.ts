import {execFile, spawnSync} from "node:child_process";
import {chmod, mkdir, mkdtemp, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {compiledLapbook} from "../../support/compiled.js";
import {f1Stream, pcapOf} from "../../support/f1Stream.js";
import {runCommand} from "../../support/runCommand.js";

/** A mount namespace of one's own lets a test fill a small disk without being root. */
const canMount = spawnSync("unshare", ["-rm", "true"]).status === 0;

let folder: string;
let small: string;
let large: string;
let program: string;
beforeAll(async () => {
  program = await compiledLapbook();
  folder = await mkdtemp(join(tmpdir(), "lapbook-bad-"));
  await chmod(folder, 0o755);
  [small, large] = ["small", "large"].map((name) => join(folder, `${name}.pcap`));
  await writeFile(small, pcapOf(f1Stream({seconds: 2})));
  await writeFile(large, pcapOf(f1Stream({uid: 9, cars: [{car: 0, lapTimesMs: [20_000, 21_000, 19_000]}]})));
});
afterAll(async () => {
  await rm(folder, {recursive: true, force: true});
});

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a process, as another user where a test is about what the user may do. */
function run(file: string, args: string[], options: {uid?: number} = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, args, {...options, maxBuffer: 1 << 26}, (error, stdout, stderr) => {
      resolve({code: error ? Number(error.code) : 0, stdout, stderr});
    });
  });
}

describe("lapbook import", () => {
  it("prints only JSON on standard output with --json, and exits 0", async () => {
    const {code, stdout, stderr} = await runCommand("import", small, "--json", "--recordings", join(folder, "ok"));
    expect({code, stderr}).toEqual({code: 0, stderr: ""});
    const {sessions} = JSON.parse(stdout);
    expect(sessions).toHaveLength(1);
    expect(Object.keys(sessions[0])).toEqual(["id", "source", "track", "type", "startedAt", "packets", "laps"]);
    const listed = await runCommand("laps", "--json", "--recordings", join(folder, "ok"));
    expect(JSON.parse(listed.stdout)).toEqual({sessions: [sessions[0]]});
  });

  it("answers a damaged file with one line, exit 1 and valid JSON, and imports the other files", async () => {
    const bad = join(folder, "bad.pcap");
    await writeFile(bad, "no capture at all");
    const args = ["import", bad, small, "--json", "--recordings", join(folder, "mixed")];
    const {code, stdout, stderr} = await runCommand(...args);
    expect(code).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      expect.stringMatching(/bad\.pcap: unknown file type: it begins with "no /),
    ]);
    expect(JSON.parse(stdout).sessions).toHaveLength(1);
  });

  it("exits 2 when called without a file or with an unknown option", async () => {
    expect((await runCommand("import")).code).toBe(2);
    expect((await runCommand("import", small, "--salvge")).code).toBe(2);
    expect((await runCommand("improt", small)).code).toBe(2);
  });

  it("suggests a remedy when the archive's folder cannot be written", async () => {
    const locked = join(folder, "locked");
    await mkdir(locked);
    await chmod(locked, 0o555);
    // root may write anywhere: be nobody
    const user = process.getuid?.() === 0 ? {uid: 65534} : {};
    const {code, stderr} = await run(process.execPath, [program, "import", small, "--recordings", locked], user);
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(/locked.*: no permission to write there: choose another folder with --recordings$/);
    const file = join(folder, "file");
    await writeFile(file, "");
    const other = await runCommand("import", small, "--recordings", file);
    expect(other).toMatchObject({code: 1, stderr: expect.stringMatching(/there is a file where a folder is needed/)});
  });

  it.skipIf(!canMount)("keeps the archive when the disk is full, reports it, and leaves no partial files", async () => {
    const disk = join(folder, "disk");
    await mkdir(disk);
    const node = `'${process.execPath}' '${program}'`;
    const script = `mount -t tmpfs -o size=600k tmpfs '${disk}' || exit 77
      ${node} import '${small}' --recordings '${disk}' >/dev/null || exit 78
      ${node} import '${large}' --recordings '${disk}'; echo "exit $?"
      find '${disk}' -name '*.arrows' -o -name '.incoming*' | sort
      ${node} laps --json --recordings '${disk}'`;
    const {stdout, stderr, code} = await run("unshare", ["-rm", "sh", "-c", script]);
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/: the disk is full: make room and import again\n/);
    expect(stdout).toContain("exit 1\n");
    expect(stdout).not.toContain(".incoming");
    expect(JSON.parse(stdout.trim().split("\n").at(-1)!).sessions).toHaveLength(1);
  });

  it("lists a session of a newer version as unreadable and keeps it", async () => {
    const recordings = join(folder, "future");
    await runCommand("import", small, "--recordings", recordings);
    const [id] = await readdir(recordings);
    await writeFile(join(recordings, id, "session.json"), JSON.stringify({schemaVersion: 99}));
    const {code, stderr} = await runCommand("laps", "--recordings", recordings);
    expect(code).toBe(1);
    expect(stderr).toContain(`${id}: written by a newer Lapbook: schemaVersion 99, this one reads up to 1`);
    const again = await runCommand("import", small, "--recordings", recordings);
    expect(again.code).toBe(1);
    expect(again.stderr).toMatch(/written by a newer Lapbook/);
  });
});
