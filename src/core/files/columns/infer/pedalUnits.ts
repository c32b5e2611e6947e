import type {MeantTable} from "./meantTable.js";

const PEDALS = ["throttle", "brake", "clutchPercent"];
/** One step of a byte. */
const BYTE = "0–255";

/** Pedals of one table are written in one scale: if one of them needs a byte, the others are in bytes too. */
export function inferPedals(table: MeantTable): void {
  const byte = PEDALS.find((channel) => table.isOpen(channel) && table.unit(channel) === BYTE);
  if (!byte) return;
  for (const channel of PEDALS)
    if (channel !== byte && table.isOpen(channel) && table.unit(channel) === "%")
      table.settle(channel, {unit: BYTE, evidence: `like ${byte}`});
}

/** An engine turns faster, rpm; values below are thousands. */
const SLOWEST = 30;

/** Engine speeds in thousands, as gauges show them. */
export function inferRpm(table: MeantTable): void {
  const rpm = table.values("rpm");
  if (!rpm) return;
  let most = 0;
  for (const v of rpm) if (v > most) most = v;
  if (!(most > 0.5 && most < SLOWEST)) return;
  const factor = 1000 * table.factor("rpm");
  table.settle("rpm", {scaling: {factor, add: 0}, evidence: "in thousands: no engine turns so slowly"});
}
