import type {MathOutput, MathPrograms} from "../../expressions/mathSamples.js";
import {lastKnown} from "./lastKnown.js";
import type {ChannelWindow, LiveSource} from "./liveSource.js";
import {MathRows} from "./mathRows.js";
import {SourceOver} from "./sourceOver.js";

/** s before the play head that `latest` looks at. */
const LATEST_S = 2;

/**
 * A live source whose channels include math channels, by the names of their outputs; they are computed from the source's rows when they are
 * asked for, with the numbers of the archive. A value is NaN until the samples that it needs have come; one that counts from the start of a
 * lap is unknown in a lap whose start the source does not have.
 */
export class MathSource extends SourceOver {
  readonly #rows = new Map<number, MathRows>();
  readonly #followed = new Map<number, {time: number; seconds: number}>();
  readonly #unsubscribe: () => void;

  /** @param isWhole see MathRows */
  constructor(
    source: LiveSource,
    readonly programs: MathPrograms,
    readonly options: {isWhole?: boolean} = {},
  ) {
    super(source);
    this.#unsubscribe = source.subscribe(() => this.#followed.clear());
  }

  override latest(car: number, channel: string): number {
    if (!this.programs.outputs.has(channel)) return this.source.latest(car, channel);
    const {values} = this.window(car, channel, LATEST_S);
    return lastKnown(values, values.length - 1);
  }

  override window(car: number, channel: string, seconds: number): ChannelWindow {
    const found = this.programs.outputs.get(channel);
    if (!found) return this.source.window(car, channel, seconds);
    const {time} = this.source.window(car, "lapNumber", seconds);
    return {time, values: this.#follow(car, found, seconds).valuesAt(found.program, found.index, time)};
  }

  /** Session time up to which a math channel is known: later rows need samples that have not come yet. NaN before the first. */
  knownTo(car: number, channel: string): number {
    const found = this.programs.outputs.get(channel)!;
    return this.#follow(car, found, LATEST_S).knownTo(found.program, found.index);
  }

  /** Channels that a math channel needs and of which the car has no value; none while no row has come. */
  lacking(car: number, channel: string): string[] {
    const found = this.programs.outputs.get(channel);
    if (!found || !Number.isFinite(this.source.latest(car, "lapNumber"))) return [];
    return found.output.channels.filter((name) => !Number.isFinite(this.source.latest(car, name)));
  }

  override close(): void {
    this.#unsubscribe();
    super.close();
  }

  /** The car's rows, up to date. */
  #follow(car: number, {program}: MathOutput, seconds: number): MathRows {
    let rows = this.#rows.get(car);
    if (!rows) this.#rows.set(car, (rows = new MathRows(this.source, car, this.options.isWhole ?? false)));
    const isNew = rows.add(program);
    const last = this.#followed.get(car);
    if (isNew || !last || last.time !== this.source.time || last.seconds < seconds) {
      rows.update(seconds);
      this.#followed.set(car, {time: this.source.time, seconds});
    }
    return rows;
  }
}
