import {UsageError} from "./userError.js";

/** Variables of other programs of this field (some are those of chrismarth/PurpleSector, .env.example), and what does their part here. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  WS_PORT: "pages and /live share one port: set PORT",
  WS_HOST: "pages and /live share one address: set HOST",
  KAFKA_BOOTSTRAP_SERVERS: "set KAFKA_BROKERS",
  KAFKA_TELEMETRY_TOPIC: "set KAFKA_TOPIC_TELEMETRY",
  PHYSICS_FREQUENCY: "every sample is taken at the game's own rate: set the rate in the game",
  VISUALIZATION_FPS: "pages draw at the rate of the screen; a client of /live chooses its own (tickMs)",
  TELEMETRY_UDP_PORT: "set UDP_PORT for the F1 games, AC_UDP_PORT for Assetto Corsa",
  ACC_UPDATE_INTERVAL: "set ACC_UPDATE_MS",
  AC_SM_INTERVAL: "shared memory is read more often than the game writes it",
  ANALYSIS_TRIGGER_INTERVAL: "every sample is analysed as it arrives: there is no interval",
};

/** Throws `WS_PORT is not used: …` for a variable that another program has and that would be without effect here. */
export function refuseOtherNames(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    // with the unit in the name, too: ANALYSIS_TRIGGER_INTERVAL_MS
    const plain = name.replace(/_(MS|S|SECONDS|HZ)$/, "");
    if (Object.hasOwn(SUCCESSORS, plain) && value?.trim())
      throw new UsageError(`${name} is not used: ${SUCCESSORS[plain]}`);
  }
}
