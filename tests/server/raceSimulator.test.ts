import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {createApp} from "../../server/app.js";
import {simulatorCollector} from "../../server/collectors/simulatorCollector.js";
import {Kernel} from "../../server/kernel.js";
import {openEmbeddedLog} from "../../server/log/embedded/embeddedLog.js";
import {createColumns} from "../../src/core/games/f1/columns.js";
import {decoderOf} from "../../src/core/games/f1/decode.js";
import {createHeader, readHeader} from "../../src/core/games/f1/header.js";
import {layoutOf} from "../../src/core/games/f1/layout.js";
import {temporaryFolder, testParts} from "../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let kernel: Kernel;
let app: ReturnType<typeof createApp>;
beforeAll(async () => {
  folder = await temporaryFolder();
  const log = await openEmbeddedLog(join(folder.path, "log"));
  const recordings = join(folder.path, "recordings");
  kernel = await Kernel.start({log, recordings, udpPort: null, host: "here"});
  app = createApp(testParts(recordings, {kernel}));
});
afterAll(async () => {
  await kernel?.close();
  await folder.remove();
});

const post = (body: unknown) =>
  app.request("http://localhost/api/v1/simulators", {method: "POST", body: JSON.stringify(body)});

describe("POST /api/v1/simulators with race", () => {
  it("starts a race with the requested number of cars, and ends it", async () => {
    const {name} = await (await post({race: true, cars: 6, track: "spielberg", weather: "wet", speed: 20})).json();
    const sessions = () => kernel.stats().relay.sessions.length;
    for (let k = 0; k < 200 && sessions() === 0; k++) await sleep(20);
    expect(sessions()).toBe(1);
    expect(await kernel.end(name)).toBe(true);
  });

  it.each([
    [{race: "yes"}, "invalid race: yes; expected boolean"],
    [{race: true, cars: 23}, "invalid cars: 23; at most 22"],
    [{race: true, weather: "snow"}, "invalid weather: snow; expected dry, wet, rain, drying, changeable"],
    [
      {race: true, track: "constructor"},
      expect.stringMatching(/^invalid track: constructor; expected silverstone, monza/),
    ],
  ])("refuses %j", async (body, error) => {
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toEqual([400, {error}]);
  });
});

describe("simulatorCollector of a race", () => {
  it("sends all cars, and reports the end of the session when it is closed", async () => {
    const collector = simulatorCollector({race: true, cars: 22, laps: 2, speed: 100});
    const participants = createColumns(layoutOf(2025, 4)!);
    const header = createHeader();
    let last = -1;
    for await (const batch of collector) {
      for (let i = 0; i < batch.count; i++) {
        last = readHeader(batch.view, batch.offset[i], header).packetId;
        if (last === 4) decoderOf(2025, 4)(batch.view, batch.offset[i], participants);
      }
      if (collector.stats().received > 1000) await collector.close();
    }
    expect(participants.numActiveCars[0]).toBe(22);
    expect(last).toBe(3);
  });
});
