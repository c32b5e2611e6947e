import type {LiveSource} from "../timeline/liveSource.js";
import {SourceOver} from "../timeline/sourceOver.js";

/** A source that calls back after its play head was moved, paused, played or given another speed by its user. */
export class WatchedHead extends SourceOver {
  constructor(
    source: LiveSource,
    readonly onMoved: () => void,
  ) {
    super(source);
  }
  override pause(): void {
    super.pause();
    this.onMoved();
  }
  override play(): void {
    super.play();
    this.onMoved();
  }
  override seek(time: number | null): void {
    super.seek(time);
    this.onMoved();
  }
  override setSpeed(speed: number): void {
    super.setSpeed(speed);
    this.onMoved();
  }
}
