// @vitest-environment jsdom
import {expect, it, vi} from "vitest";
import {alertOutlets} from "../../../src/components/alerts/alertOutlets.js";
import {alertTrial} from "../../../src/components/alerts/alertTrial.js";
import type {LapArchive} from "../../../src/core/laps/open/lapArchive.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {lapRow, sessionFile} from "../../support/session.js";
import {until} from "../../support/until.js";
import {alertRule} from "../../support/watchedCar.js";
import {fakeLap} from "../fakeLap.js";
import {libraryEntry} from "../fakeSession.js";

const ID = "20260301-100000-abcdef";
const HZ = 10;
/** 100 s a lap at 40 m/s; in lap 2 at 30 m/s between 1000 and 1300 m, 10 s */
function archive(): LapArchive & {read: number[]} {
  const read: number[] = [];
  const laps = [1, 2].map((lap) =>
    lapRow({
      car: 0,
      driver: "Ada",
      lap,
      lapTimeMs: 100_000,
      startTime: 100 * lap,
      endTime: 100 * lap + 100,
      file: `${lap}`,
    }),
  );
  return {
    read,
    session: async () => ({session: sessionFile(ID, {playerCar: 0, drivers: [{car: 0, name: "Ada"} as never]}), laps}),
    tracks: async () => [],
    async samples(_session, {lap}) {
      read.push(lap);
      const n = 100 * HZ;
      const time = Array.from({length: n}, (_, i) => 100 * lap + i / HZ);
      let distance = 0;
      const lapDistance = time.map(
        () => (distance += (lap === 2 && distance > 1000 && distance < 1300 ? 30 : 40) / HZ),
      );
      const speedKmh = lapDistance.map((m) => (lap === 2 && m > 1000 && m < 1300 ? 108 : 144));
      return fakeLap({sessionTime: time, lapDistance, speedKmh}).samples;
    },
  };
}
const slow = alertRule({
  id: "slow",
  kind: "threshold",
  title: "Slow",
  value: "speed",
  unit: "km/h",
  below: 120,
  forS: 2,
  cars: "mine",
});
const off = {
  ...alertRule({id: "off", kind: "threshold", title: "Any", value: "speed", unit: "km/h", above: 1}),
  enabled: false,
};
const entry = libraryEntry({id: ID});

it("alertTrial lists what the rules would have said, with lap, place and the addresses of the moment", async () => {
  const laps = archive();
  const onRule = vi.fn();
  let chosen = "slow";
  const root = alertTrial([entry], {
    edited: () => ({rules: [slow, off], wrong: 1, chosen}),
    ...{mathChannels: [], archive: laps, onRule},
    track: async () => circuitTrack(CIRCUITS.spielberg),
  });
  document.body.replaceChildren(root);
  const status = () => root.querySelector(":scope > .lb-bar > [role=status]")!;
  const press = async (text: RegExp) => {
    [...root.querySelectorAll("button")].find(({textContent}) => textContent === "Try it")!.click();
    await until(
      () => text.test(status().textContent!),
      "an answer",
      () => [status().textContent, root.textContent],
    );
  };
  await press(/1 alert of 1 rules, from 1 rule over the samples of 2 laps/);
  expect(status().textContent).toContain("1 rule with an error left out; ");
  expect(laps.read).toEqual([1, 2]);
  const cells = [...root.querySelectorAll("tbody td, tbody th")].map(({textContent}) => textContent);
  // it began 25 s into lap 2, and was met 2 s later, 60 m on
  expect(cells).toEqual([
    "3:47",
    "2",
    expect.stringMatching(/^1,06\d m, (before )?turn \d+$/),
    "Ada",
    "Slow",
    "108 km/h against 120",
  ]);
  const links = [...root.querySelectorAll<HTMLAnchorElement>("tbody a")].map(({href}) => href);
  expect(links[0]).toMatch(/pages\/live\.html\?session=20260301-100000-abcdef&car=0&at=225(\.\d)?$/);
  expect(links[1]).toMatch(/pages\/laps\.html\?laps=20260301-100000-abcdef:0:2&at=106\d$/);
  root.querySelector<HTMLButtonElement>("tbody button")!.click();
  expect(onRule).toHaveBeenCalledWith("slow");
  root.stale();
  expect(root.querySelector(".lb-stale")).not.toBeNull();
  // a rule that is switched off is tried when it is chosen alone
  root.querySelector<HTMLInputElement>("input[type=checkbox]")!.click();
  chosen = "off";
  await press(/of 1 rules, from 1 rule over/);
  expect(root.querySelector("tbody")!.textContent).toContain("Any");
  expect(root.querySelector(".lb-stale")).toBeNull();
  chosen = "none";
  await press(/No alert from 0 rules/);
  expect(root.querySelector("tbody")).toBeNull();
});

it("alertOutlets tells how the hooks fare without their addresses", async () => {
  const hooks = [{name: "slack", posted: 3, waiting: 1, undelivered: 2, failure: "it answered 403"}];
  const ask = async () => ({alertHooks: {least: "warning", hooks}});
  const root = alertOutlets({live: true, ask: ask as never});
  await until(() => root.textContent!.includes("posted"), "figures");
  const rows = Object.fromEntries(
    [...root.querySelectorAll("div")].map((row) => [
      row.querySelector("dt")!.textContent,
      row.querySelector("dd")!.textContent,
    ]),
  );
  expect(rows.Slack).toBe(
    "on, from warning up: 3 alerts posted since the start, 1 waiting; 2 not delivered (it answered 403), kept in alerts-undelivered.jsonl",
  );
  expect(rows.Webhook).toBe("off: ALERT_WEBHOOK has no address");
  expect(alertOutlets({live: false}).textContent).toContain("posted by a running Lapbook only");
});
