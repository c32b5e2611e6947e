import {tableFromIPC} from "apache-arrow";
import {expect, it} from "vitest";
import {createApp} from "../../../server/app.js";
import {temporaryFolder, testParts} from "../../support/server.js";
import {writeSession} from "../../support/session.js";

const LAP = "20260301-140000-906dfc:0:2";
const app = createApp(testParts("recordings"));
const get = (query: string, headers: Record<string, string> = {}) =>
  app.request(`http://localhost/api/v1/laps/${LAP}/samples?${query}`, {headers});
const refusal = async (query: string, headers?: Record<string, string>) => {
  const response = await get(query, headers);
  return [response.status, await response.json()];
};

it("samples are the same in JSON, Arrow and CSV, chosen by format or by Accept", async () => {
  const query = "channels=sessionTime,lapDistance,speedKmh,gear&fromM=100&toM=160";
  const {rows, channels} = await (await get(query)).json();
  const names = channels.map(({name}: {name: string}) => name);
  expect(names).toEqual(["sessionTime", "lapDistance", "speedKmh", "gear"]);
  expect(rows).toBeGreaterThan(10);
  const [, distance] = channels;
  expect(distance.unit).toBe("m");
  expect([distance.values[0] >= 100, distance.values.at(-1) <= 160]).toEqual([true, true]);
  // the next samples on both sides are outside
  const around = (await (await get("channels=lapDistance&fromM=95&toM=165")).json()).channels[0].values as number[];
  expect(around.filter((m) => m >= 100 && m <= 160)).toEqual(distance.values);

  const arrow = await get(query, {Accept: "text/plain, application/vnd.apache.arrow.stream;q=0.9, text/csv;q=0.1"});
  const table = tableFromIPC(new Uint8Array(await arrow.arrayBuffer()));
  expect(table.numRows).toBe(rows);
  for (const {name, values} of channels) expect([...table.getChild(name)!], name).toEqual(values);

  const csv = await get(`${query}&format=csv`, {Accept: "application/json"});
  expect(csv.headers.get("content-type")).toMatch(/^text\/csv/);
  const [head, , ...lines] = (await csv.text()).trim().split("\n");
  const columns = head.split(",");
  expect(lines).toHaveLength(rows);
  for (const {name, values} of channels) {
    const at = columns.indexOf(name);
    // the fewest digits that read back as the stored 32-bit float
    const read = lines.map((line) => Number(line.split(",")[at]));
    expect(name === "sessionTime" ? read : read.map(Math.fround), name).toEqual(values);
  }
});

it("a range in seconds counts from the start of the lap", async () => {
  const {channels} = await (await get("channels=currentLapTimeMs&fromS=10&toS=11")).json();
  const [{values}] = channels;
  expect(values.length).toBeGreaterThan(15);
  expect(Math.min(...values)).toBeGreaterThan(9900);
  expect(Math.max(...values)).toBeLessThan(11_100);
});

it("refuses what cannot be answered, with how to ask instead", async () => {
  expect(await refusal("")).toEqual([
    413,
    {
      error: expect.stringMatching(/samples of \d+ channels are more than 100000 values/),
      hint: expect.stringMatching(/fewer channels.*format=arrow/),
    },
  ]);
  expect(await refusal("channels=speedKhm")).toEqual([
    400,
    {error: "unknown channel: speedKhm", hint: "did you mean speedKmh?"},
  ]);
  expect((await refusal("channels=latitude"))[0]).toBe(422);
  expect((await refusal("fromM=1&toS=2"))[0]).toBe(400);
  expect(await refusal("channels=gear&fromM=99999")).toEqual([
    422,
    {error: expect.stringContaining("no samples between 99999")},
  ]);
  expect((await refusal("channels=gear", {Accept: "image/png"}))[0]).toBe(406);
  expect((await refusal("channels=gear&format=xml"))[0]).toBe(400);
  expect((await refusal("channels=gear&limit=1"))[1]).toEqual({
    error: "unknown parameter: limit",
    hint: expect.stringContaining("channels, fromM"),
  });
});

it("a lap of which only the time is known is refused as that", async () => {
  const folder = await temporaryFolder();
  await writeSession(folder.path, "20260101-120000-aaaaaa");
  const own = createApp(testParts(folder.path));
  for (const what of ["samples", "channels", "math?expression=speedKmh", "trace"]) {
    const answer = await own.request(`http://localhost/api/v1/laps/20260101-120000-aaaaaa:0:1/${what}`);
    const {error} = await answer.json();
    expect([what, answer.status, error]).toEqual([what, 422, expect.stringContaining("only its time is known")]);
  }
  await folder.remove();
});
