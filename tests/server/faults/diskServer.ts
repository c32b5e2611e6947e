import {mkdir} from "node:fs/promises";
import {createApp} from "../../../server/app.js";
import {Kernel} from "../../../server/kernel.js";
import {listen} from "../../../server/listen.js";
import {liveUpgrade} from "../../../server/relay/socket.js";
import {testParts} from "../../support/server.js";
import {openLog, type Place, recordingsOf} from "./parts.js";

// node diskServer.mjs PLACE, compiled (compiled.ts): the server and its kernel, until it is killed. Says its ports.

const place = JSON.parse(process.argv[2]) as Place;
const recordings = recordingsOf(place);
await mkdir(recordings, {recursive: true});
const log = await openLog(place);
const kernel = await Kernel.start({log, recordings, udpPort: 0, udpHost: "127.0.0.1", endedMs: 1000, silentMs: 2500});
const upgrade = liveUpgrade(kernel.relay);
const {port} = await listen(createApp(testParts(recordings, {kernel})), {host: "127.0.0.1", port: 0, upgrade});
const [udp] = Object.keys(kernel.stats().collectors);
console.log(JSON.stringify({port, udpPort: Number(udp.split(":")[1])}));
