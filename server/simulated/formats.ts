import {AC_UDP_PORT} from "../../src/core/games/ac/udpMessages.js";
import {ACC_UDP_PORT} from "../../src/core/games/acc/messages.js";
import {MENU_RATES} from "../../src/core/sim/f1Datagrams.js";
import {type FaultPlan, LINK_FAULTS} from "../../src/core/sim/faults/plan.js";
import {numberOption, stringOption} from "../command.js";
import type {OptionValues} from "../config.js";
import {type Endpoint, parseEndpoint} from "../endpoint.js";
import {UsageError} from "../userError.js";

/** The telemetry of a game, with its frame rates. */
interface SendFormat {
  /** possible frame rates, and the default, Hz */
  rates: readonly number[];
  rate: number;
  /** option of the live destination */
  live: "to" | "pages" | "listen";
  port?: number;
  /** faults that the format cannot have */
  without: readonly string[];
}

const RATES = [1, 2, 4, 5, 10, 20, 25, 50, 100];
/** frame rate of a live server, Hz; its clients request their own intervals */
const LIVE_RATE = 50;

export const SEND_FORMATS = {
  f1: {rates: MENU_RATES, rate: 60, live: "to", without: []},
  "ac-pages": {rates: RATES, rate: 100, live: "pages", without: ["flashback", ...LINK_FAULTS]},
  "acc-pages": {rates: RATES, rate: 100, live: "pages", without: ["flashback", ...LINK_FAULTS]},
  "ac-udp": {rates: RATES, rate: 50, live: "listen", port: AC_UDP_PORT, without: ["flashback"]},
  "acc-broadcast": {rates: RATES, rate: 10, live: "listen", port: ACC_UDP_PORT, without: ["flashback"]},
  forza: {rates: RATES, rate: 50, live: "to", without: ["flashback"]},
} as const satisfies Record<string, SendFormat>;

export type SimulatedFormat = keyof typeof SEND_FORMATS;

/** The destination of a simulated session. */
export type Outlet =
  | {kind: "file"; file: string}
  | {kind: "to"; to: string}
  | {kind: "pages"; folder: string}
  | {kind: "listen"; listen: Endpoint};

export interface Sending {
  as: SimulatedFormat;
  rate: number;
  outlet: Outlet;
}

/** Reads the options of the command. Throws a UsageError for invalid combinations. `folder`: default folder of the pages. */
export function readSending(values: OptionValues, faults: FaultPlan, folder: string): Sending {
  const as = stringOption(values, "as")! as SimulatedFormat;
  if (!Object.hasOwn(SEND_FORMATS, as))
    throw new UsageError(`unknown format: ${as}; expected ${Object.keys(SEND_FORMATS).join(", ")}`);
  const format: SendFormat = SEND_FORMATS[as];
  const outlet = readOutlet(values, format, folder);
  const rate = numberOption(values, "rate") ?? (outlet.kind === "listen" ? LIVE_RATE : format.rate);
  if (!format.rates.includes(rate))
    throw new UsageError(`invalid --rate: ${rate}; expected ${format.rates.join(", ")} for ${as}`);
  for (const name of format.without) if (faults[name]) throw new UsageError(`${name} is not possible in ${as}`);
  for (const live of ["to", "pages", "listen"])
    if (values[live] !== undefined && format.live !== live)
      throw new UsageError(`--${live} cannot be combined with --as ${as}`);
  return {as, rate, outlet};
}

function readOutlet(values: OptionValues, {live, port}: SendFormat, folder: string): Outlet {
  const file = stringOption(values, "out");
  const other = stringOption(values, live);
  const both = file !== undefined && other !== undefined;
  if (both && live !== "to") throw new UsageError(`simulate takes either --out or --${live}`);
  if (live === "to" && (both || (file === undefined && other === undefined)))
    throw new UsageError("simulate takes either --out FILE or --to HOST:PORT");
  if (file !== undefined) return {kind: "file", file};
  if (live === "pages") return {kind: "pages", folder: other ?? folder};
  if (live === "listen") return {kind: "listen", listen: parseEndpoint(other ?? String(port), "listen")};
  parseEndpoint(other!);
  return {kind: "to", to: other!};
}
