/** The session time that is shown: it follows the newest data, is paused at a time, or plays from one. */
export class PlayHead {
  /** times real time */
  speed = 1;
  /** a session time, s, and the clock's time of it, ms; null: follows the newest data */
  #anchor: {time: number; at: number; playing: boolean} | null = null;
  /** of the current frame, ms, so that everything drawn in one picture shows one moment */
  #now = 0;

  /** The session time of the head, s; a head that has caught up with the newest data follows it from then on. */
  time(newest: number): number {
    const anchor = this.#anchor;
    if (!anchor) return newest;
    if (!anchor.playing) return anchor.time;
    const time = anchor.time + ((this.#now - anchor.at) / 1000) * this.speed;
    if (time < newest) return time;
    this.#anchor = null;
    return newest;
  }

  following(newest: number): boolean {
    return this.#anchor === null || (this.#anchor.playing && this.time(newest) >= newest);
  }

  get paused(): boolean {
    return this.#anchor !== null && !this.#anchor.playing;
  }

  /** True while it advances with the clock, behind the newest data. */
  get playing(): boolean {
    return this.#anchor?.playing ?? false;
  }

  /** Goes to a session time; `now` is the clock's. */
  set(time: number, now: number, playing: boolean): void {
    this.#now = now;
    this.#anchor = {time, at: now, playing};
  }

  /** Plays on from where it is; a head that follows keeps following. */
  play(newest: number, now: number): void {
    const time = this.time(newest);
    if (this.#anchor) this.set(time, now, true);
  }

  /** Plays at another speed from where it is. */
  setSpeed(speed: number, newest: number, now: number): void {
    if (this.playing) {
      this.#now = now;
      const time = this.time(newest);
      if (this.#anchor) this.set(time, now, true);
    }
    this.speed = speed;
  }

  follow(): void {
    this.#anchor = null;
  }

  /** A new frame begins. */
  advance(now: number): void {
    this.#now = now;
  }
}
