import {LiveSessions} from "../../server/collectors/liveSessions.js";
import type {AlertProgram} from "../../src/core/alerts/alertProgram.js";
import {Analyst} from "../../src/core/analyst/analyst.js";
import type {DatagramBatch} from "../../src/core/capture/batch.js";
import {createRow, rowIndex} from "../../src/core/channels/telemetryRow.js";
import type {SessionMessage, StrategyAlert} from "../../src/core/messages/events.js";
import {decodeTelemetry} from "../../src/core/messages/protobufTelemetry.js";

const TIME = rowIndex("sessionTime");

export interface WatchedRace {
  alerts: StrategyAlert[];
  /** session time of the newest sample that had been read when each alert came out, s */
  readAt: number[];
  messages: SessionMessage[];
}

/** The alerts of a session that is sent, through the decoders and the analyst of the live path. @param player its car; null: none */
export function watchAlerts(
  batches: Iterable<DatagramBatch>,
  rules: AlertProgram,
  player: number | null = 0,
  row = createRow(),
): WatchedRace {
  const analyst = new Analyst({rules});
  const found: WatchedRace = {alerts: [], readAt: [], messages: []};
  let newest = 0;
  let id = "";
  const take = () => {
    for (const {event} of analyst.drain()) {
      if (event.topic !== "strategy-alerts") continue;
      found.alerts.push(event);
      found.readAt.push(newest);
    }
  };
  const live = new LiveSessions(
    {clock: () => 0},
    {
      telemetry: (session) => (value) => {
        decodeTelemetry(value, row);
        newest = Math.max(newest, row[TIME]);
        analyst.sample(session, row);
        if (id !== session) analyst.setPlayer((id = session), player);
        take();
      },
      event: (session, message) => {
        found.messages.push(message);
        analyst.message(session, message);
        take();
      },
      forgotten: () => {},
    },
  );
  for (const batch of batches) live.accept("test", batch);
  live.end();
  analyst.end(id);
  take();
  return found;
}
