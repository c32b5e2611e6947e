import {rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {collectInto, openLog, type Place, recorderOf, recordingsOf} from "./parts.js";

// node diskChild.mjs PLACE full|roomy, compiled (compiled.ts): `recordings` lies on a small disk of its own. Prints what the recorder said.

const place = JSON.parse(process.argv[2]) as Place;
const filler = join(recordingsOf(place), ".filler");
const log = await openLog(place);
// until there is no room left
await writeFile(filler, Buffer.alloc(16 * 2 ** 20)).catch(() => {});
const stop = new AbortController();
const recorder = recorderOf(log, place, 1500, 50);
const recording = recorder.run(stop.signal);
await collectInto(log, place);
const look = async (test: () => boolean) => {
  for (let n = 0; n < 400 && !test(); n++) await sleep(25);
};
if (process.argv[3] === "full") await look(() => recorder.status.error !== null);
else await look(() => recorder.status.sessions.length > 0);
const {error} = recorder.status;
const [{offsets}] = (await log.describeTopics()).filter(({name}) => name === "telemetry");
await rm(filler);
await look(() => recorder.status.error === null && recorder.status.sessions.length > 0);
await look(() => recorder.status.sessions.length === 0);
console.log(JSON.stringify({error, after: recorder.status.error, telemetry: offsets.reduce((n, o) => n + o.next, 0)}));
stop.abort();
await recording;
await log.close();
