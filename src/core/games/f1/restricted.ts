import {CHANNELS} from "../../channels/catalogue.js";

const STATUS = [
  "fuelMass",
  "fuelRemainingLaps",
  "fuelMix",
  "brakeBiasPercent",
  "ersDeployMode",
  "ersStore",
  "ersDeployed",
  "ersHarvestedMguk",
  "ersHarvestedMguh",
  "enginePowerIce",
  "enginePowerMguk",
];

/**
 * Channels that the game sends as 0 for other human players who keep their telemetry restricted: unknown, so they are
 * left out of the samples instead of being kept as zero.
 */
export const RESTRICTED_CHANNELS: ReadonlySet<string> = new Set([
  ...STATUS,
  ...CHANNELS.filter((c) => c.part === "damage").map((c) => c.name),
]);
