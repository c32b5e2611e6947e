import {z} from "zod";
import {libraryIndex} from "../../../loaders/archive/library.js";
import {CHANNELS} from "../../../src/core/channels/catalogue.js";
import {findSession, readLapSamples} from "../../../src/core/laps/open/archivedLap.js";
import {sessionInput, tool} from "../tool.js";

const UNITS = new Map(CHANNELS.map(({name, unit, label}) => [name, {unit, label}]));

export const capabilitiesTool = tool({
  name: "capabilities",
  title: "What can be asked here",
  description:
    "Ask this first. Without a session: how many sessions there are and how answers are to be read. With one: which channels were recorded, with units, and which questions its data cannot answer.",
  input: z.object({session: sessionInput.optional()}),
  result: z.object({
    version: z.string(),
    sessions: z.number(),
    live: z.boolean().describe("whether running sessions can be asked for (tool live)"),
    rules: z.array(z.string()),
    session: z
      .object({
        ...{id: z.string(), track: z.string(), game: z.string(), type: z.string(), playerCar: z.number().nullable()},
        drivers: z.array(z.object({car: z.number(), name: z.string()})),
        wholeLaps: z.number().describe("laps with samples from line to line: only these can be compared"),
        channels: z.array(z.object({name: z.string(), label: z.string(), unit: z.string()})),
        cannot: z.array(z.string()),
      })
      .nullable(),
  }),
  async run({session: id}, {version, recordings, sees, archive, kernel}) {
    const sessions = (await libraryIndex(recordings)).sessions.filter((one) => sees(one.id));
    const general = {version, sessions: sessions.length, live: kernel !== undefined, rules: RULES, session: null};
    if (id === undefined) return general;
    const archived = await findSession(archive, id);
    const {session, laps} = archived;
    const whole = laps.filter(({file, complete, lapTimeMs}) => file !== null && complete && lapTimeMs !== null);
    const sampled = whole[0] ?? laps.find(({file}) => file !== null);
    const name = sampled && {session: id, car: sampled.car, lap: sampled.lap};
    const names = name ? (await readLapSamples(archive, {...archived, name, row: sampled})).names : [];
    const has = (...channels: string[]) => channels.some((channel) => names.includes(channel));
    return {
      ...general,
      session: {
        ...{id, track: session.track.name, game: session.source.game, type: session.type, playerCar: session.playerCar},
        drivers: session.drivers.map(({car, name}) => ({car, name})),
        wholeLaps: whole.length,
        channels: names.map((channel) => ({name: channel, ...(UNITS.get(channel) ?? {unit: "", label: channel})})),
        cannot: [
          ...(whole.length === 0 ? ["compare laps: none was recorded from line to line"] : []),
          ...(has("worldX", "latitude") ? [] : ["say anything about the line: no positions were recorded"]),
          ...(has("brake") ? [] : ["say anything about braking: no brake channel"]),
          ...(has("throttle") ? [] : ["say anything about the throttle: no throttle channel"]),
        ],
      },
    };
  },
});

const RULES = [
  "Every number is measured or computed from recordings; repeat numbers as they are, with their unit, and add none of your own.",
  "A finding with status `not resolved` is no finding: say that these laps cannot tell, and how many more would.",
  "`unavailable` and a refusal with its reason are answers: give the reason instead of a guess.",
  "A time difference is subject minus reference: positive is slower. Estimates of causes overlap and never add up; times of the parts of a lap do.",
  "Each `fact` is the address of the page that shows the number: give it as a link where a claim rests on it.",
];
