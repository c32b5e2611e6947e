import {F1Sender} from "../src/core/sim/f1Sender.js";
import {AccBroadcaster} from "../src/core/sim/games/accBroadcaster.js";
import {GameRun} from "../src/core/sim/games/gameRun.js";
import {accSender, pagesSender} from "../src/core/sim/games/gameSender.js";
import {RaceSession} from "../src/core/sim/games/raceSession.js";
import {F1RaceSender} from "../src/core/sim/race/f1RaceSender.js";
import {Race} from "../src/core/sim/race/race.js";
import type {SimSender} from "../src/core/sim/sender.js";
import {Simulation} from "../src/core/sim/simulation.js";
import {type BenchRow, main, median} from "./support.js";

// How much faster than real time does one core drive a car at 100 Hz, and send it at 60 Hz? And a race of 22 cars, as each game?

const QUESTION = "a simulated car on Silverstone, against real time";
const LAPS = 5;
const ROUNDS = 5;

/** Times real time of one drive, by processor time: what else the machine does does not count. */
function speed(seed: number, drive: (simulation: Simulation) => void): number {
  const simulation = new Simulation({seed, laps: LAPS});
  const before = process.cpuUsage();
  drive(simulation);
  const {user, system} = process.cpuUsage(before);
  return simulation.time / ((user + system) / 1e6);
}

function dynamics(simulation: Simulation): void {
  while (!simulation.done) simulation.step();
}

function datagrams(simulation: Simulation): void {
  const sender = new F1Sender(simulation);
  while (sender.fill());
  const times = sender.timings[0].laps.map(({lapTimeMs}) => lapTimeMs);
  if (times.length !== LAPS || times.some((ms) => !(ms > 85_000 && ms < 90_000)))
    throw new Error(`wrong laps: ${times.join(" ")}`);
}

const RACE_LAPS = 3;
const RACE_ROUNDS = 3;

const gameRun = (race: Race, rate: number) => new GameRun({rate, session: () => new RaceSession(race)});

/** A race as a game would send it, at that game's own rate. */
const SENDERS: [candidate: string, sender: (race: Race) => SimSender][] = [
  ["dynamics and F1 datagrams at 60 Hz", (race) => new F1RaceSender(race)],
  ["dynamics and Assetto Corsa's pages at 100 Hz", (race) => pagesSender(gameRun(race, 100))],
  ["dynamics and Competizione's pages at 100 Hz", (race) => pagesSender(gameRun(race, 100), {game: "acc"})],
  [
    "dynamics and Competizione's broadcasting at 10 Hz",
    (race) => {
      const run = gameRun(race, 10);
      return accSender(run, new AccBroadcaster(run.session));
    },
  ],
];

/** Times real time of a race from lights to flag with all its datagrams, by processor time. */
function raceSpeed(seed: number, make: (race: Race) => SimSender): number {
  const race = new Race({seed, laps: RACE_LAPS, cars: 22});
  const sender = make(race);
  const before = process.cpuUsage();
  while (sender.fill());
  const {user, system} = process.cpuUsage(before);
  if (race.order.list[0].timing.laps.length !== RACE_LAPS) throw new Error("the race has no winner");
  return race.time / ((user + system) / 1e6);
}

export async function run(): Promise<BenchRow[]> {
  const row = (candidate: string, drive: (simulation: Simulation) => void, need: number): BenchRow => {
    speed(0, drive);
    const value = median(Array.from({length: ROUNDS}, (_, i) => speed(i + 1, drive)));
    return {question: QUESTION, candidate, value, unit: "× real time", need: need ? `> ${need}` : "", ok: value > need};
  };
  const raceRow = ([candidate, make]: (typeof SENDERS)[number]): BenchRow => {
    raceSpeed(0, make);
    const value = median(Array.from({length: RACE_ROUNDS}, (_, i) => raceSpeed(i + 1, make)));
    const question = "a race of 22 cars on Silverstone, against real time";
    return {question, candidate, value, unit: "× real time", need: "> 20", ok: value > 20};
  };
  return [
    row("dynamics at 100 Hz", dynamics, 0),
    row("dynamics and datagrams at 60 Hz", datagrams, 500),
    ...SENDERS.map(raceRow),
  ];
}

await main(import.meta.url, run);
