import {spawn} from "node:child_process";
import {cp, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {writeTrack} from "../loaders/tracks/trackStore.js";
import {Access} from "../server/access/access.js";
import {AuditLog} from "../server/access/auditLog.js";
import {makeKey} from "../server/access/manage.js";
import {createApp} from "../server/app.js";
import {Kernel} from "../server/kernel.js";
import {createLibrary} from "../server/library.js";
import {listen} from "../server/listen.js";
import {openEmbeddedLog} from "../server/log/embedded/embeddedLog.js";
import {learnTrack} from "../src/core/track/learn.js";
import {drive} from "./support/drivenCircuit.js";
import {temporaryFolder, testParts} from "./support/server.js";

/**
 * npm run test:api [-- OPTION…]: schemathesis asks every operation of the API for things that its document allows and does not, over a temporary
 * archive with live data, and compares the answers with the document. Options go to `schemathesis run`. It is a program in Python:
 * `pipx install schemathesis`, or SCHEMATHESIS names it.
 */
const program = process.env.SCHEMATHESIS ?? "schemathesis";
const folder = await temporaryFolder();
const recordings = join(folder.path, "recordings");
await cp("recordings", recordings, {recursive: true});
const {track} = learnTrack([drive("monza", {every: 4})], {id: "game-monza", name: "Monza", frame: "Game"});
await writeTrack(recordings, track);
const notebooks = join(folder.path, "notebooks");
await mkdir(notebooks);
const log = await openEmbeddedLog(join(folder.path, "log"));
const kernel = await Kernel.start({log, recordings, udpPort: null, host: "here"});
const library = createLibrary({recordings});
const access = new Access(join(folder.path, "access"));
const {secret} = await makeKey(access, {name: "schemathesis", role: "admin"});
const audit = new AuditLog(join(folder.path, "access"));
const failures: string[] = [];
const app = createApp({
  ...testParts(recordings, {library, kernel, notebooks, importLimitBytes: 2 ** 24}),
  access: {access, audit, trustProxy: false, log: (text) => failures.push(text)},
  log: (text) => failures.push(text),
});
const server = await listen(app, {host: "127.0.0.1", port: 0});

const own = process.argv.slice(2);
const options = [
  ...["run", `${server.url.replace(/\/$/, "")}/api/openapi.json`, "--continue-on-failure", "--request-timeout", "60"],
  ...["--header", `Authorization: Bearer ${secret}`],
  // it never ends
  ...["--exclude-operation-id", "followNotebooks"],
  // of what a schema cannot say: which sessions, laps, files and expressions there are
  ...["--exclude-checks", "positive_data_acceptance,negative_data_rejection"],
  ...own,
];
const code = await new Promise<number>((resolve) => {
  const run = spawn(program, options, {stdio: "inherit", cwd: folder.path});
  run.on("error", () => {
    process.stderr.write("schemathesis was not found: pipx install schemathesis, or name it in SCHEMATHESIS\n");
    resolve(2);
  });
  run.on("exit", (status) => resolve(status ?? 1));
});
for (const text of new Set(failures)) process.stderr.write(`server: ${text}\n`);
await server.close();
await kernel.close();
await log.close();
await folder.remove();
process.exitCode = code || (failures.length > 0 ? 1 : 0);
