import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {streamIntoDuck} from "../../../src/components/sql/liveDuck.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import {mathPrograms} from "../../../src/core/expressions/mathSamples.js";
import {MathSource} from "../../../src/core/live/timeline/mathSource.js";
import {ReplaySource} from "../../../src/core/live/timeline/replaySource.js";
import {rowsOf} from "../../../src/core/sql/connection.js";
import {HandClock, range, telemetry} from "../../server/relay/fakes.js";
import {relayedPage} from "../../server/relay/relayedPage.js";
import {duckDbConnection} from "../../support/duckDb.js";
import {writeOvalArchive} from "../../support/ovalArchive.js";
import {temporaryFolder} from "../../support/server.js";
import {turns, until} from "../../support/until.js";

it("streamIntoDuck(source, connection) keeps the last seconds in a table", async () => {
  const connection = (await duckDbConnection()) as never;
  const {clock, source, page} = relayedPage();
  const one = page();
  const states = streamIntoDuck(one, connection, {seconds: 2, channels: ["speed", "rpm"]});
  const first = states.next();
  await turns();
  for (let i = 0; i < 600; i += 30) {
    source.add(range(i, i + 30).map((k) => telemetry(k)));
    clock.forward(500);
    await turns();
  }
  expect((await first).value).toMatchObject({table: "live"});
  const {value} = await states.next();
  expect(value?.rows).toBe(121);
  const rows = await rowsOf(
    connection,
    "select count(*)::int as n, min(speedKmh) as least, max(speedKmh) as most, count(rpm)::int as rpm from live",
  );
  expect(rows).toEqual([{n: 121, least: 479, most: 599, rpm: 0}]);
  await states.return();
  one.close();
});

it("streamIntoDuck has math channels as columns: a row comes when they are known", async () => {
  const connection = (await duckDbConnection()) as never;
  const {clock, source, page} = relayedPage();
  const programs = mathPrograms([
    {name: "In 0.5 s", expression: "shift(speed, -0.5 s)"},
    {name: "Rotor", expression: "rpm * 2"},
  ]);
  const one = new MathSource(page({channels: ["speed", "rpm", "lapDistance"]}), programs);
  const states = streamIntoDuck(one, connection, {
    seconds: 4,
    channels: ["speed"],
    math: [...programs.outputs.keys()],
    table: "later",
  });
  const first = states.next();
  await turns();
  for (let i = 0; i < 600; i += 60) {
    source.add(range(i, i + 60).map((k) => telemetry(k)));
    clock.forward(1000);
    await turns();
  }
  await first;
  const [row] = await rowsOf<{n: number; newest: number}>(
    connection,
    `select count(*)::int as n, max(speedKmh) as newest, max(abs("In 0.5 s" - speedKmh - 30)) as error, count("In 0.5 s")::int as known,
      count("Rotor")::int as rotor from later`,
  );
  // speed is the number of the frame, at 60 Hz
  expect(row).toEqual({
    n: expect.any(Number),
    newest: expect.any(Number),
    error: expect.closeTo(0, 9),
    known: row.n,
    rotor: 0,
  });
  expect([Number(row.n) > 120, Number(row.newest) <= 569, Number(row.newest) > 500]).toEqual([true, true, true]);
  expect(one.lacking(0, "Rotor")).toEqual(["rpm"]);
  await states.return();
  one.close();
});

it("streamIntoDuck has the rows of a replay that ended before, known to the last or not", async () => {
  const connection = (await duckDbConnection()) as never;
  const folder = await temporaryFolder();
  const id = await writeOvalArchive(folder.path);
  const read = (file: string) => readFile(join(folder.path, id, file));
  const archive = {
    session: async () => ({
      session: JSON.parse(String(await read("session.json"))),
      laps: readLaps(await read("laps.arrows")).filter(({lap}) => lap === 1),
    }),
    samples: async (_: string, {file}: {file: string | null}) => readSamples(await read(file!)),
  };
  const clock = new HandClock();
  // both need samples that never come, the second for every row
  const programs = mathPrograms([
    {name: "In 0.5 s", expression: "shift(speed, -0.5 s)"},
    {name: "In a minute", expression: "shift(speed, -60 s)"},
  ]);
  const replay = new ReplaySource(id, {speed: 1000, clock, archive});
  const source = new MathSource(replay, programs, {isWhole: true});
  await until(() => replay.state !== "connecting");
  await until(() => {
    clock.forward(100);
    return replay.state === "ended" && replay.window(0, "speedKmh", 60).time.length > 0;
  }, "the end");
  const options = {channels: ["speed"], math: [...programs.outputs.keys()], table: "ended"};
  const states = streamIntoDuck(source, connection, options);
  expect((await states.next()).value).toMatchObject({rows: 2400});
  const [row] = await rowsOf(
    connection,
    `select count("In 0.5 s")::int as known, count("In a minute")::int as never from ended`,
  );
  expect(row).toEqual({known: 2370, never: 0});
  await states.return();
  source.close();
  await folder.remove();
});
