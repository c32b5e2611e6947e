/** Upper 16 bits of every simulated session UID: the bytes alone show that no game sent them. */
export const SIMULATED_UID_HIGH16 = 0x51b0;

/** Whether a session UID (its upper 32 bits) was made by the simulator. */
export function isSimulatedUid(uidHigh: number): boolean {
  return uidHigh >>> 16 === SIMULATED_UID_HIGH16;
}
