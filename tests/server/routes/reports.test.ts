import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {folderReport} from "../../../loaders/report/folderReport.js";
import {createApp} from "../../../server/app.js";
import {createLibrary} from "../../../server/library.js";
import type {ReportSpec} from "../../../src/core/report/reportSpec.js";
import {KEPT_HEADER} from "../../../src/core/report/reportWords.js";
import {testParts} from "../../support/server.js";

const RECORDINGS = fileURLToPath(new URL("../../../recordings", import.meta.url));
const LAPS = "20260301-140000-906dfc:0:1,20260301-140000-906dfc:0:2";
const app = createApp(testParts(RECORDINGS, {library: createLibrary({recordings: RECORDINGS})}));
const post = (body: unknown) => app.request("/api/v1/reports", {method: "POST", body: JSON.stringify(body)});
const spec = (cells: unknown[]) => ({template: "laps", title: "Laps of {driver}", cells});
const laps = {kind: "view", view: "laps", options: {laps: LAPS}};

it("stops computing when the request is cancelled; the next one is answered", async () => {
  const stop = new AbortController();
  const debrief = {kind: "view", view: "debrief", options: {session: "20260301-140000-906dfc"}};
  const body = JSON.stringify(spec([debrief]));
  const waiting = app.request("/api/v1/reports", {method: "POST", body, signal: stop.signal});
  setTimeout(() => stop.abort(), 20);
  const answer = await waiting;
  expect([answer.status, await answer.json()]).toEqual([400, {error: "cancelled"}]);
});

it("makes the report that the command line makes, byte for byte, as a file that does not run here", async () => {
  // a redacted report says which parts of names the words keep
  const asked = {...spec([laps, {kind: "text", markdown: "{difference} s; Steady was late"}]), redact: true};
  const response = await post(asked);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  const kept = decodeURIComponent(response.headers.get(KEPT_HEADER)!);
  expect(JSON.parse(kept)).toEqual(["your words 1: Steady"]);
  const made = await folderReport(RECORDINGS, asked as ReportSpec);
  expect((await response.text()) === made.html).toBe(true);
});

it("says what is wrong with a request", async () => {
  const answer = async (body: unknown) => {
    const response = await post(body);
    return [response.status, ((await response.json()) as {error: string}).error];
  };
  const of = (options: object) => spec([{kind: "view", view: "debrief", options}]);
  expect(await answer({})).toEqual([400, "invalid template: nothing; expected string"]);
  expect(await answer(spec([{kind: "view", view: "toString"}]))).toEqual([
    400,
    expect.stringContaining("unknown view"),
  ]);
  expect(await answer(of({session: "20200101-000000-ffffff"}))).toEqual([
    404,
    expect.stringContaining("unknown session"),
  ]);
  // no path of the server in the answer
  const long = "a".repeat(5000);
  expect(await answer(of({session: long}))).toEqual([404, `unknown session: ${long}`]);
  expect(await answer(spec(Array(101).fill(laps)))).toEqual([400, "a report has at most 100 cells"]);
  expect(await answer(of({session: "../.."}))).toEqual([404, "unknown session: ../.."]);
  expect(await answer(spec([laps, {kind: "text", markdown: "{drivr}"}]))).toEqual([
    400,
    expect.stringContaining("did you mean {driver}?"),
  ]);
  expect(await answer(spec([{...laps, options: {laps: ""}}]))).toEqual([400, expect.stringContaining("needs laps")]);
});
