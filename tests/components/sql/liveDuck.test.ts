import {expect, it} from "vitest";
import {streamIntoDuck} from "../../../src/components/sql/liveDuck.js";
import {rowsOf} from "../../../src/core/sql/connection.js";
import {range, telemetry} from "../../server/relay/fakes.js";
import {relayedPage} from "../../server/relay/relayedPage.js";
import {duckDbConnection} from "../../support/duckDb.js";
import {turns} from "../../support/until.js";

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
