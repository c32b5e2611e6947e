import {WebSocket} from "ws";
import {momentAddress, wallMoment} from "../../src/core/alerts/alertMoment.js";
import {type PageSocket, RelaySocket} from "../../src/core/live/client/relaySocket.js";
import type {PageClock} from "../../src/core/live/timeline/pageClock.js";
import type {RelayedSession} from "../../src/core/live/wire/protocol.js";
import {COLUMNS} from "../../src/core/live/wire/wireFrames.js";
import type {StrategyAlert} from "../../src/core/messages/events.js";
import {decodeEvent} from "../../src/core/messages/protobuf.js";
import {eventKey, LIVE_TOPICS} from "../../src/core/messages/topics.js";
import {aborted} from "../aborted.js";
import {ownKey} from "../access/ownKey.js";
import {alertLine} from "../alerts/hookBody.js";
import type {CommandContext} from "../command.js";
import {formatEndpoint} from "../endpoint.js";
import {UserError} from "../userError.js";

const CLOCK: PageClock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  frame(work) {
    const timer = setImmediate(work);
    return () => clearImmediate(timer);
  },
};
/** An alert with the relay's number of its session. */
interface NumberedAlert {
  session: number;
  alert: StrategyAlert;
}

/** Without an answer in this time there is no running Lapbook, ms. */
const ANSWER_MS = 5000;

/** Prints the alerts of the running session, those so far first, until it is stopped; reconnects. With --json one object a line. */
export async function followAlerts({positionals, config, json, out, log, signal}: CommandContext): Promise<number> {
  const url = `ws://${formatEndpoint(config)}/live`;
  const sessions = new Map<number, RelayedSession>();
  const told = new Set<string>();
  /** of sessions that the relay has not described yet: it does so once a second */
  const waiting: NumberedAlert[] = [];
  let connected = false;

  function print(one: NumberedAlert): void {
    const found = sessions.get(one.session);
    if (!found) {
      waiting.push(one);
      return;
    }
    const {topic: _, ...fields} = one.alert;
    const driver = found.drivers.find(({car}) => car === one.alert.car)?.name ?? "";
    const address = momentAddress(wallMoment(found.id, fields));
    out(json ? JSON.stringify({session: found.id, driver, ...fields, address}) : alertLine({alert: one.alert, driver}));
  }

  const socket = new RelaySocket({
    open: () => new WebSocket(url, {headers: ownKey(process.env)}) as unknown as PageSocket,
    clock: CLOCK,
    subscription: () => ({
      session: positionals[0] ?? "latest",
      topics: ["strategy-alerts"],
      cars: null,
      channels: null,
      mode: "live",
      tickMs: 33,
      encoding: "binary",
      backfillS: 60,
      resumeFrom: null,
    }),
    onState(isConnected) {
      if (connected && !isConnected) log("connection lost; trying again");
      connected ||= isConnected;
    },
    onControl(message) {
      if (message.type === "sessions") {
        for (const session of message.sessions) sessions.set(session.number, session);
        for (const one of waiting.splice(0)) print(one);
      } else if (message.type === "error") log(message.message);
    },
    onFrames(message) {
      if (message.kind === COLUMNS) return;
      for (const {topic, session, payload} of message.records) {
        if (LIVE_TOPICS[topic] !== "strategy-alerts") continue;
        const alert = decodeEvent("strategy-alerts", payload);
        const key = `${session}/${eventKey(alert)}`;
        // sent again after a connection was lost
        if (told.has(key)) continue;
        told.add(key);
        print({session, alert});
      }
    },
  });
  try {
    await Promise.race([aborted(signal), new Promise((resolve) => setTimeout(resolve, ANSWER_MS).unref())]);
    if (!connected && !signal.aborted) throw new UserError(`no Lapbook answers on ${config.host}:${config.port}`);
    await aborted(signal);
    return 0;
  } finally {
    socket.close();
  }
}
