import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {readSession} from "../../../loaders/archive/library.js";
import type {CliCommand} from "../../../server/command.js";
import {command as importing} from "../../../server/commands/import.js";
import {command as reprocessing} from "../../../server/commands/reprocess.js";
import {command as listing} from "../../../server/commands/tracks.js";
import {readConfig} from "../../../server/config.js";
import {lapsChoices, lapsTable} from "../../support/drivenCircuit.js";
import {temporaryFolder} from "../../support/server.js";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let recordings: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  recordings = join(folder.path, "recordings");
});
afterEach(() => folder.remove());

async function run(command: CliCommand, positionals: string[], values: Record<string, string | boolean> = {}) {
  const out: string[] = [];
  const log: string[] = [];
  const code = await command.run({
    ...{values, positionals, config: readConfig({RECORDINGS: recordings}), json: values.json === true},
    ...{signal: new AbortController().signal, progress: () => {}},
    out: (text) => out.push(text),
    log: (text) => log.push(text),
  });
  return {code, out, log};
}

async function bring(name: string, table: Uint8Array, told: {game?: string; track?: string}): Promise<string> {
  const path = join(folder.path, name);
  const choices = join(folder.path, "choices.json");
  await writeFile(path, table);
  await writeFile(choices, JSON.stringify(lapsChoices(told)));
  const {out} = await run(importing, [path], {choices, json: true});
  return JSON.parse(out[0]).sessions[0].id;
}

it("import learns tracks, and tracks lists them", async () => {
  expect((await run(listing, [])).log).toEqual([
    `no tracks in ${recordings}: they are learned when sessions are imported`,
  ]);
  await bring("a.csv", lapsTable("spa", [0, 1, -1, 0], {stretch: 1.25}), {game: "Game", track: "Grand Spa"});
  await bring("b.csv", lapsTable("monza", [0, 0]), {game: "Game"});
  const {code, out} = await run(listing, []);
  expect(code).toBe(0);
  expect(out).toEqual([
    expect.stringMatching(
      /^game-grand-spa: Grand Spa, Game; 87\d\d m, \d+ corners \(counted along the track\), 3 laps$/,
    ),
    expect.stringMatching(/^game-monza: Monza, Game; 579\d m, 11 corners \(numbered as Monza\), 1 lap$/),
  ]);
  const [json] = (await run(listing, [], {json: true})).out;
  expect(JSON.parse(json).tracks[1]).toMatchObject({id: "game-monza", corners: 11, numbered: "Monza", clockwise: true});
});

it("reprocess --track names the track of a session, and removes the name", async () => {
  const id = await bring("b.csv", lapsTable("monza", [0, 0]), {game: "Game"});
  await run(reprocessing, [id], {track: "Autodromo"});
  expect((await readSession(recordings, id)).track.name).toBe("Autodromo");
  expect((await run(listing, [])).out).toEqual([expect.stringMatching(/^game-autodromo: Autodromo, Game/)]);
  await run(reprocessing, [id]);
  expect((await readSession(recordings, id)).track.name).toBe("Autodromo");
  await run(reprocessing, [id], {track: ""});
  expect((await readSession(recordings, id)).track).toMatchObject({name: "Monza", shape: {track: "monza"}});
  await expect(run(reprocessing, [], {all: true, track: "x"})).rejects.toThrow("--track names the track of single");
});
