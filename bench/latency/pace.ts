// How fast does the processor run meanwhile? A fixed piece of arithmetic every few milliseconds, in a process of its own. Measured is the
// processor time it takes, not the time that passes: waiting for its turn does not count, a processor that has become slow does.

/** Its answer to "stop". */
export interface Pace {
  type: "pace";
  /** when each step began, ms of the machine's monotonic clock */
  at: number[];
  /** processor time of each step, ms */
  took: number[];
}

const EVERY_MS = 4;
/** about 30 µs where nothing slows it */
const ROUNDS = 20_000;

function step(): number {
  let x = 1;
  for (let i = 0; i < ROUNDS; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
  return x;
}

let at: number[] = [];
let took: number[] = [];
let timer: NodeJS.Timeout | undefined;

function note(): void {
  const began = Number(process.hrtime.bigint()) / 1e6;
  const before = process.cpuUsage();
  step();
  const {user, system} = process.cpuUsage(before);
  at.push(began);
  took.push((user + system) / 1000);
}

for (let i = 0; i < 200; i++) step();
process.on("message", ({type}: {type: string}) => {
  clearInterval(timer);
  if (type === "start") {
    at = [];
    took = [];
    timer = setInterval(note, EVERY_MS);
    process.send!({type: "started"});
  } else if (type === "stop") {
    process.send!({type: "pace", at, took} satisfies Pace);
  }
});
process.on("disconnect", () => process.exit());
