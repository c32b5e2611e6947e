/** What a source has sent so far, for the line on a terminal. */
export interface SentSoFar {
  /** s of the session; NaN: not known */
  time: number;
  /** of the car, km/h; NaN: not known */
  speedKmh?: number;
  /** what is counted: datagrams, messages */
  unit: string;
  sent: number;
  /** of those, in the log; absent where nothing acknowledges */
  acknowledged?: number;
}

/**
 * Writes lines of what is sent: `1:23, 287 km/h; 1320 messages/s, 45,678 sent, 45,650 acknowledged`. The rate is that since the line
 * before.
 *
 * @param now monotonic, ms
 */
export class SendingLine {
  private sent = 0;
  private at: number;

  constructor(private readonly now: () => number = () => performance.now()) {
    this.at = now();
  }

  next({time, speedKmh = Number.NaN, unit, sent, acknowledged}: SentSoFar): string {
    const at = this.now();
    const rate = ((sent - this.sent) * 1000) / Math.max(1, at - this.at);
    this.sent = sent;
    this.at = at;
    const state = [Number.isNaN(time) ? "" : clock(time), Number.isNaN(speedKmh) ? "" : `${Math.round(speedKmh)} km/h`];
    const counts = [`${Math.round(rate)} ${unit}/s`, `${grouped(sent)} sent`];
    if (acknowledged !== undefined) counts.push(`${grouped(acknowledged)} acknowledged`);
    return [state.filter(Boolean).join(", "), counts.join(", ")].filter(Boolean).join("; ");
  }
}

/** 83.4 s as `1:23`. */
function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function grouped(n: number): string {
  return n.toLocaleString("en");
}
