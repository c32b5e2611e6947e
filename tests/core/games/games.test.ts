import {readdirSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";
import {eventWordsOf} from "../../../src/core/games/eventWords.js";
import {GAMES} from "../../../src/core/games/index.js";

const core = fileURLToPath(new URL("../../../src/core", import.meta.url));

/** Every import of a folder of core, types too. */
function importsOf(folder: string): string[] {
  return readdirSync(`${core}/${folder}`, {recursive: true, encoding: "utf8"})
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(`${core}/${folder}/${file}`, "utf8");
      return [...text.matchAll(/from "([^"]+)"/g)].map(([, path]) => `${file}: ${path}`);
    });
}

it("the folder session knows the games by the port and the index only, and no game knows the session", () => {
  const games = importsOf("session").filter((path) => path.includes("/games/"));
  expect(games.filter((path) => !/games\/(game|index)\.js$/.test(path))).toEqual([]);
  expect(importsOf("games").filter((path) => path.includes("/session/"))).toEqual([]);
});

it("the live publisher knows the games by the port only", () => {
  const games = importsOf("live/publish").filter((path) => path.includes("/games/"));
  expect(games.filter((path) => !path.endsWith("games/game.js"))).toEqual([]);
});

it("each game has a name of its own, and its events the same words live and from an archive", () => {
  const names = GAMES.map(({name}) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const {name, eventWords} of GAMES) expect(eventWordsOf(name), name).toBe(eventWords);
  expect(eventWordsOf(2025)).toBe(eventWordsOf("f1"));
});
