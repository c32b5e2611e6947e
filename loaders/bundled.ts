import {execFile} from "node:child_process";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";

/**
 * The simulated sessions that are part of the repository, at 20 packets per second to stay small. `npm run recordings`
 * creates them again after a change of the simulator or of the archive's format.
 */
const BUNDLED = [
  {seed: 7, driver: "steady", laps: 3, start: "2026-03-01T14:00:00Z", name: "simulated-silverstone-a.pcap.gz"},
  {seed: 11, driver: "cautious", laps: 3, start: "2026-03-01T15:00:00Z", name: "simulated-silverstone-b.pcap.gz"},
];

const root = new URL("../", import.meta.url);
const recordings = fileURLToPath(new URL("recordings/", root));
const run = promisify(execFile);

async function lapbook(...args: string[]): Promise<{sessions: {id: string}[]; laps: unknown}> {
  const main = fileURLToPath(new URL("server/main.ts", root));
  const {stdout} = await run(process.execPath, ["--import", "tsx", main, ...args, "--json"]);
  return JSON.parse(stdout);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = await mkdtemp(join(tmpdir(), "lapbook-"));
  for (const {seed, driver, laps, start, name} of BUNDLED) {
    const file = join(folder, name);
    const drive = `--laps ${laps} --seed ${seed} --driver ${driver} --rate 20 --start ${start}`.split(" ");
    const truth = await lapbook("simulate", "--out", file, ...drive);
    const {sessions} = await lapbook("import", file, "--recordings", recordings);
    // The true values, as the simulator knows them before anything is decoded.
    await writeFile(
      join(recordings, `${sessions[0].id}.expected.json`),
      `${JSON.stringify({laps: truth.laps}, undefined, 1)}\n`,
    );
    console.error(`${sessions[0].id}: ${name}`);
  }
  await rm(folder, {recursive: true});
}
