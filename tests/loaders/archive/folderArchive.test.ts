import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {expect, it} from "vitest";
import {folderArchive} from "../../../loaders/archive/folderArchive.js";
import {readSamples} from "../../../src/core/archive/samples.js";

const SESSION = "20260301-140000-906dfc";
const COLUMNS = ["sessionTime", "speedKmh", "gear", "noSuchColumn"];

it("folderArchive(recordings).samples(session, row, columns): laps read at the same time have the values of their own files", async () => {
  const archive = folderArchive("recordings");
  const {laps} = await archive.session(SESSION);
  const rows = [...laps, ...laps.toReversed()].filter(({file}) => file !== null);
  const read = await Promise.all(rows.map((row) => archive.samples(SESSION, row, COLUMNS)));
  expect(read.length).toBeGreaterThan(5);
  for (const [i, samples] of read.entries()) {
    const whole = readSamples(await readFile(join("recordings", SESSION, rows[i].file!)));
    expect([samples.rows, samples.names]).toEqual([whole.rows, whole.names]);
    for (const name of COLUMNS.slice(0, 3)) expect(samples.values(name)).toEqual(whole.values(name));
  }
  const [one] = read;
  expect([one.has("throttle"), one.has("noSuchColumn")]).toEqual([true, false]);
  expect(() => one.values("throttle")).toThrow("column was not read: throttle");
  expect(() => one.values("noSuchColumn")).toThrow("missing column: noSuchColumn");
  await expect(archive.samples(SESSION, {...rows[0], file: "samples/none.arrows"}, COLUMNS)).rejects.toThrow("ENOENT");
  await expect(archive.samples(SESSION, {...rows[0], file: "session.json"}, COLUMNS)).rejects.toThrow("Arrow");
});
