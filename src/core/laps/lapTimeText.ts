/**
 * A lap time in ms as `1:23.456`; under a minute `28.456`, over an hour `1:02:03.456`. Whole milliseconds, rounded before it is split, so that
 * 59.9996 s is `1:00.000`.
 * @param withMinutes `0:28.456` under a minute, as files of other tools have it
 */
export function lapTimeText(ms: number, {withMinutes = false} = {}): string {
  const whole = Math.round(Math.abs(ms));
  const s = Math.floor(whole / 1000) % 60;
  const min = Math.floor(whole / 60_000) % 60;
  const h = Math.floor(whole / 3_600_000);
  const pad = (n: number, width = 2) => String(n).padStart(width, "0");
  const head = h ? `${h}:${pad(min)}:${pad(s)}` : min || withMinutes ? `${min}:${pad(s)}` : String(s);
  return `${ms < 0 ? "−" : ""}${head}.${pad(whole % 1000, 3)}`;
}
