import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {writeCorners} from "../../../loaders/tracks/cornersStore.js";
import {writeTrack} from "../../../loaders/tracks/trackStore.js";
import {cornersToFile} from "../../../src/core/track/authored/applyCorners.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {learnTrack} from "../../../src/core/track/learn.js";
import {drive} from "../../support/drivenCircuit.js";
import {writeDrivenSession} from "../../support/drivenSession.js";
import {runCommand} from "../../support/runCommand.js";
import {temporaryFolder} from "../../support/server.js";

const [A, SPA, BARE] = ["20260101-100000-aaaaaa", "20260102-100000-bbbbbb", "20260103-100000-cccccc"];
const path = drive("monza");
const {track} = learnTrack([{...path, y: path.x.map(() => 162)}], {id: "game-monza", name: "Monza", frame: "Game"});

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeDrivenSession(folder.path, A, "monza", [{speedKmh: () => 200}, {speedKmh: () => 210}]);
  const part = [{speedKmh: () => 200, toM: 3000, row: {complete: false}}];
  await writeDrivenSession(folder.path, SPA, "spa", part);
  const nowhere = {id: -1, name: "Nowhere", lengthM: 7000, sectorStartsM: null};
  await writeDrivenSession(folder.path, BARE, "spa", part, {track: nowhere});
  await writeTrack(folder.path, track);
});
afterAll(() => folder.remove());

const corners = (...args: string[]) => runCommand("corners", ...args, "--recordings", folder.path);

describe("lapbook corners", () => {
  it("--json has number, name, type, direction and place of each corner, at the apex in the world", async () => {
    const {code, stdout} = await corners("game-monza", "--json");
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(Object.keys(answer)).toEqual(["track", "lengthM", "source", "corners"]);
    expect([answer.track, answer.source]).toEqual(["Monza", "official corners of Monza"]);
    expect(answer.lengthM).toBeCloseTo(track.lengthM, 1);
    expect(answer.corners.map(({number}: {number: number}) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const [first] = answer.corners;
    expect(first).toEqual({
      ...{number: 1, name: "Rettifilo", type: "chicane part", direction: "right"},
      ...{fromM: expect.any(Number), apexM: expect.any(Number), toM: expect.any(Number)},
      ...{x: expect.any(Number), y: expect.closeTo(162, 1), z: expect.any(Number)},
    });
    expect(first.fromM).toBeLessThan(first.apexM);
    const i = Math.round(first.apexM / track.step);
    expect(Math.hypot(first.x - track.x[i], first.z - track.z[i])).toBeLessThan(2);
  });

  it("answers for a session in its own coordinates, a track's name in any case, and one of our own circuits", async () => {
    const {stdout} = await corners(A, "--json");
    const session = JSON.parse(stdout);
    expect(session).toMatchObject({track: "Monza", source: "official corners of Monza"});
    expect(session.corners).toHaveLength(11);
    expect(JSON.parse((await corners("MONZA", "--json")).stdout).corners[0].y).toBeCloseTo(162, 1);
    const own = JSON.parse((await corners("spa", "--json")).stdout);
    expect([own.corners.length, own.corners[0].name, own.corners[0].y]).toEqual([19, "La Source", null]);
  });

  it("shows a table with the origin of the numbers", async () => {
    const {stdout} = await corners("game-monza");
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/^Monza, 57\d\d m, learned from 1 lap; 11 corners, official corners of Monza$/);
    expect(lines).toHaveLength(13);
    expect(lines[2]).toMatch(/^ +1 {2}Rettifilo +chicane part {2}right +\d+ +\d+ +\d+$/);
  });

  it("puts a user's corners before found ones, and says when they are no longer as verified", async () => {
    const {list} = cornersOf(track);
    const file = cornersToFile(track, list.slice(0, 2), "Ada");
    await writeCorners(folder.path, file);
    const answer = JSON.parse((await corners("game-monza", "--json")).stdout);
    expect([answer.source, answer.corners.length]).toEqual(["edited by hand, verified by Ada", 2]);
    expect((await runCommand("tracks", "--recordings", folder.path)).stdout).toContain("2 corners (edited by hand)");
    await writeCorners(folder.path, {...file, corners: file.corners.slice(0, 1)});
    expect((await corners("game-monza")).stdout).toContain(
      "verified by Ada, but the corners or the line have changed since",
    );
  });

  it("says what can be named, and how a session without a whole lap is helped", async () => {
    const unknown = await corners("nowhere");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain(
      "unknown session or track: nowhere; `lapbook laps` lists the sessions, tracks are: game-monza",
    );
    const bare = await corners(BARE);
    expect(bare.stderr).toContain(`${BARE} has no whole lap with samples, and no track of its name is known; import`);
    expect((await corners(SPA)).stdout).toContain(
      "no whole lap in this session: the line of Spa-Francorchamps; 19 corners",
    );
    expect((await corners()).code).toBe(2);
    expect((await corners("--help")).stdout).toContain("SESSION|TRACK");
  });
});
