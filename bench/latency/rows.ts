import {CARS} from "../feed.js";
import {type BenchRow, median} from "../support.js";
import type {Delays} from "./delays.js";

/** clients of each chain */
export const CLIENTS = 5;

export interface Round extends Delays {
  /** frames that the relay skipped */
  skipped: number;
  /** share of a core that each part used without clients, with them, and with clients in ticks */
  idle: number[];
  live: number[];
  ticks: number[];
  /** MB by part */
  resident: number[];
}

/** A chain after its rounds. */
interface Measured {
  rounds: readonly Round[];
  /** names of its processes */
  parts: readonly string[];
}

/** Median over the rounds, and in words the least and the greatest. */
export function latencyRows(what: string, {rounds}: Measured, other?: Measured): BenchRow[] {
  const question = `wire to WebSocket, ${CARS} cars at 60 Hz, ${CLIENTS} clients, each frame at once`;
  const missing = rounds.reduce((sum, round) => sum + round.missing, 0);
  const skipped = rounds.reduce((sum, round) => sum + round.skipped, 0);
  const need = other ? 15 : 7;
  const p99Row = (name: string, p99Of: (round: Round) => number): BenchRow => {
    const p99s = rounds.map(p99Of);
    const p99 = median(p99s);
    const ratio = other && median(p99s.map((value, round) => value / p99Of(other.rounds[round])));
    const between = `${Math.min(...p99s).toFixed(1)}–${Math.max(...p99s).toFixed(1)}`;
    return {
      ...{question, candidate: `${what}, ${name} (${between})`, value: p99, unit: "ms", ...(ratio && {ratio})},
      ...{need: `≤ ${need} ms${ratio ? ", ≤ 3×" : ""}`, ok: p99 <= need && (ratio ?? 0) <= 3},
    };
  };
  return [
    {
      ...{question, candidate: `${what}, frames missing or incomplete; ${skipped} skipped`, value: missing},
      ...{unit: "", need: "0", ok: missing === 0 && skipped === 0},
    },
    {question, candidate: `${what}, p50`, value: median(rounds.map(({p50}) => p50)), unit: "ms", need: "", ok: true},
    p99Row("p99", ({p99}) => p99),
    p99Row("p99 while the processor ran at its speed", ({steadyP99}) => steadyP99),
    {
      ...{
        question,
        candidate: `${what}, time in which the processor was slow`,
        value: median(rounds.map(({slow}) => slow)) * 100,
      },
      ...{unit: "%", need: "", ok: true},
    },
  ];
}

/** What the server uses with the clients less what it uses without. */
export function relayRows(what: string, {parts, rounds}: Measured): BenchRow[] {
  const i = parts.indexOf("serve");
  const row = (candidate: string, share: (round: Round) => number, need = ""): BenchRow => {
    const value = median(rounds.map(share)) * 100;
    return {
      ...{question: `processor for ${CLIENTS} clients: the server with them less without, ${what}`, candidate},
      ...{value, unit: "%", need, ok: !need || value <= 10},
    };
  };
  return [
    row("the server without clients", ({idle}) => idle[i]),
    row("clients: each frame at once", ({live, idle}) => live[i] - idle[i], "≤ 10 %"),
    row("clients: ticks of 33 ms, as the page asks", ({ticks, idle}) => ticks[i] - idle[i], "≤ 10 %"),
  ];
}

/** The greatest of the rounds. */
export function memoryRows(what: string, {parts, rounds}: Measured): BenchRow[] {
  return parts.map((name, i) => {
    const value = Math.max(...rounds.map(({resident}) => resident[i]));
    return {
      ...{question: "resident memory after a full feed", candidate: `${name}, ${what}`},
      ...{value, unit: "MB", need: "≤ 200 MB", ok: value <= 200},
    };
  });
}
