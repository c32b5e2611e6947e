import {createSocket} from "node:dgram";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {emptyStats} from "../../../server/collectors/collector.js";
import {type Koffi, windowsPages} from "../../../server/collectors/pages/windowsPages.js";
import {checkGames, gameStates} from "../../../server/doctor/games.js";
import {readBroadcasting} from "../../../server/games/broadcastingFile.js";
import {gameSources} from "../../../server/games/gameSources.js";
import {readGames} from "../../../server/games/gamesConfig.js";
import {temporaryFolder} from "../../support/server.js";
import {NO_GAMES} from "./grandDay.js";

let home: {path: string; remove: () => Promise<void>};
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => home.remove());

const SETTINGS = '{\n "updListenerPort": 9123,\n "connectionPassword": "geheim",\n "commandPassword": ""\n}';
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, "utf16le"));

async function keep(bytes: Uint8Array, folder = "Documents"): Promise<string> {
  const path = join(home.path, folder, "Assetto Corsa Competizione", "Config");
  await mkdir(path, {recursive: true});
  await writeFile(join(path, "broadcasting.json"), bytes);
  return join(path, "broadcasting.json");
}

const abouts = async (env: NodeJS.ProcessEnv) =>
  (await gameSources(readGames(env), {home: home.path})).map(({name, about}) => `${name}: ${about}`);

describe("the games to look for", () => {
  it("by default: shared memory, Automobilista's and Forza's ports, which cost nothing", async () => {
    expect(await abouts({})).toEqual([
      "ac-pages: shared memory of Assetto Corsa and Competizione",
      "ams2: Automobilista 2 and Project CARS 2 on UDP port 5606",
      "forza: Forza on UDP port 9999",
    ]);
    expect(await abouts({AC_PAGES: "false", AMS2_PORT: "0", FORZA_PORT: "0"})).toEqual([]);
  });

  it("Competizione if its settings are on this machine, also under Proton, or at ACC_HOST", async () => {
    const proton = ".local/share/Steam/steamapps/compatdata/805550/pfx/drive_c/users/steamuser/Documents"
      .split("/")
      .join("/");
    await keep(utf16(SETTINGS), proton);
    const off = {AC_PAGES: "false", AMS2_PORT: "0", FORZA_PORT: "0"};
    expect(await abouts(off)).toEqual(["acc: Assetto Corsa Competizione's broadcasting at 127.0.0.1:9123"]);
    const far = {...off, ACC_HOST: "rig", ACC_BROADCAST_PORT: "9001"};
    expect(await abouts(far)).toEqual(["acc: Assetto Corsa Competizione's broadcasting at rig:9001"]);
  });

  it("suggests the setting to a game that does not broadcast", async () => {
    const path = await keep(Buffer.from(SETTINGS.replace("9123", "0")));
    const [acc] = await gameSources(NO_GAMES, {home: home.path});
    await expect(acc.open()).rejects.toThrow(`broadcasting is off: set updListenerPort to 9000 in ${path}`);
  });

  it("does not take a port that another program uses", async () => {
    const taken = createSocket("udp4");
    await new Promise<void>((resolve) => taken.bind(0, "127.0.0.1", resolve));
    const {port} = taken.address();
    const [ams2] = await gameSources({...NO_GAMES, ams2: {port, host: "127.0.0.1"}}, {home: home.path});
    await expect(ams2.open()).rejects.toThrow(`UDP port ${port} is taken by another program`);
    taken.close();
  });

  it.each([
    [{AMS2_PORT: "x"}, "invalid number: x (AMS2_PORT: 0 to 65535)"],
    [{ACC_UPDATE_MS: "5"}, "invalid number: 5 (ACC_UPDATE_MS: 10 to 10000)"],
    [{GT7_HOST: "a b"}, "invalid host: a b (GT7_HOST)"],
    [{AC_PAGES: "maybe"}, "invalid choice: maybe (AC_PAGES: true or false)"],
  ])("%j is refused with its name", (env, message) => {
    expect(() => readGames(env)).toThrow(message);
  });
});

describe("the doctor", () => {
  it("reports the state of each game, with a remedy", async () => {
    const path = await keep(Buffer.from(SETTINGS.replace("9123", "0")));
    const config = {...NO_GAMES, pages: {folder: home.path}, ac: {host: "rig", port: 9996}};
    const said = async () => (await checkGames(config, home.path)).map(({name, state, mend}) => [name, state, mend]);
    const off = ["acc broadcasting", "warning", [`set updListenerPort to 9000 in ${path}, then start the game again`]];
    const asked = ["other games", "ok", undefined];
    expect(await said()).toEqual([["shared memory", "ok", undefined], off, asked]);
    await keep(Buffer.from(SETTINGS));
    expect((await said())[1]).toEqual(["acc broadcasting", "ok", undefined]);
  });

  it("reports the states of a running Lapbook", () => {
    const states = {
      ...{"udp:20777": emptyStats(), gt7: {...emptyStats(), state: "live", received: 7}},
      ...{acc: {...emptyStats(), state: "refused: Wrong password"}, ams2: {...emptyStats(), state: "waiting for it"}},
    };
    expect(gameStates(states).map(({name, state, message}) => [name, state, message])).toEqual([
      ["gt7", "ok", "live, 7 packets received"],
      ["acc", "warning", "refused: Wrong password"],
      ["ams2", "ok", "waiting for it"],
    ]);
  });
});

describe("broadcasting.json", () => {
  it("is read in any encoding; invalid content gives null", () => {
    const told = {port: 9123, password: "geheim"};
    expect(readBroadcasting(utf16(SETTINGS))).toEqual(told);
    expect(readBroadcasting(utf16(`\ufeff${SETTINGS}`))).toEqual(told);
    expect(readBroadcasting(Buffer.from(SETTINGS))).toEqual(told);
    for (const bad of ["", "{", "null", "[]", '{"updListenerPort": "x"}', '{"updListenerPort": 1e9}'])
      expect(readBroadcasting(Buffer.from(bad)), bad).toBeNull();
  });
});

describe("shared memory of Windows", () => {
  it("without koffi names the package to install", async () => {
    const from = (error: Error) => windowsPages(() => Promise.reject(error));
    const missing = Object.assign(new Error("Cannot find package 'koffi'"), {code: "ERR_MODULE_NOT_FOUND"});
    await expect(from(missing)).rejects.toThrow("cannot be read: npm install koffi, then start again");
    // there, but not made for this machine
    const foreign = new Error("Cannot find the native Koffi module;\ndid you bundle it correctly?");
    await expect(from(foreign)).rejects.toThrow("koffi does not work here: Cannot find the native Koffi module; did");
  });

  it("is opened by name again each second, copied and closed", async () => {
    const there = new Map<string, Uint8Array>();
    const open = new Set<object>();
    const functions: Record<string, (...args: never[]) => unknown> = {
      OpenFileMappingW: (_: number, __: boolean, name: string) => {
        const bytes = there.get(name);
        const handle = {bytes};
        if (bytes) open.add(handle);
        return bytes ? handle : null;
      },
      MapViewOfFile: ({bytes}: {bytes: Uint8Array}) => {
        const view = {bytes};
        open.add(view);
        return view;
      },
      UnmapViewOfFile: (view: object) => open.delete(view),
      CloseHandle: (handle: object) => open.delete(handle),
      RtlMoveMemory: (to: Uint8Array, {bytes}: {bytes: Uint8Array}, count: number) => to.set(bytes.subarray(0, count)),
      timeBeginPeriod: () => 0,
    };
    const koffi: Koffi = {
      load: () => ({func: (definition) => functions[/(\w+)\(/.exec(definition)![1]]}),
    };
    const pages = await windowsPages(async () => ({default: koffi}));
    pages.renew();
    expect(pages.read("physics")).toBeNull();
    there.set("Local\\acpmf_physics", new Uint8Array(4096).fill(7));
    pages.renew();
    expect(pages.read("physics")).toEqual(new Uint8Array(800).fill(7));
    expect(pages.read("graphics")).toBeNull();
    pages.renew();
    expect(open.size).toBe(2);
    there.clear();
    pages.renew();
    expect(pages.read("physics")).toBeNull();
    expect(open.size).toBe(0);
    pages.close();
  });
});
