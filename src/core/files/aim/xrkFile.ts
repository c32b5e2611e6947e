import type {Fix} from "../../geometry/placesOnEarth.js";
import {LogFileError} from "../importedLog.js";
import {readChannel, textAt, type XrkChannel} from "./xrkChannel.js";
import {readFixes, type XrkFix} from "./xrkGps.js";
import {readLap, type XrkLap} from "./xrkLaps.js";

export interface XrkFile {
  channels: XrkChannel[];
  fixes: XrkFix[];
  laps: XrkLap[];
  /** of the head messages with a text: RCR driver, VEH vehicle, TMD date … The last one counts: RaceStudio appends what was edited. */
  texts: Map<string, string>;
  /** name of the track */
  track: string;
  /** degrees of the track's start line, a place without a direction; undefined without a track */
  startPlace?: Fix;
  /** bytes that are no message */
  skipped: number;
}

/** Each byte of a file is summed at most this often; overlapping messages of a forged file would take quadratic time. */
const MOST_SUMS = 4;
const TEXTS = new Set(["RCR", "VEH", "CMP", "VTY", "NTE", "TMD", "TMT", "NDV"]);
/** Samples of all channels together. */
const MOST_SAMPLES = 2 ** 26;

const [LT, GT, OPEN, CLOSE, H, G, S, M, C] = [..."<>()hGSMc"].map((c) => c.charCodeAt(0));

/**
 * A sequence of messages without an index. The layout is not published; this is what public readers describe (m3rlin45/libxrk,
 * bmc-labs/xdrk), found again in files of four loggers without a byte left over:
 *
 * ```
 * <h token[4] length:i32 version:u8 > payload < token[4] sum:u16 >      sum of the payload's bytes
 * (S time:i32 channel:u16 data )                                        one sample
 * (G time:i32 group:u16 data … )                                        one sample of each channel of a group
 * (M time:i32 channel:u16 count:u16 data … )                            several samples
 * (c 0 channel:u16 × 8 + 4, 0x84 6 time:i32 data )                      one sample of an expansion
 * ```
 *
 * Little endian, times in ms. Bytes that are no message are passed over and counted.
 */
export function readXrk(bytes: Uint8Array): XrkFile {
  const scan = new Scan(bytes);
  scan.run();
  const {channels, fixes, laps, texts, track, startPlace, skipped} = scan;
  if (!channels.size) throw new LogFileError("no channels in the file: it is cut or damaged", "byte 0");
  return {channels: [...channels.values()], fixes, laps, texts, track, startPlace, skipped};
}

class Scan {
  readonly channels = new Map<number, XrkChannel>();
  readonly fixes: XrkFix[] = [];
  readonly laps: XrkLap[] = [];
  readonly texts = new Map<string, string>();
  track = "";
  startPlace: Fix | undefined;
  skipped = 0;
  readonly #groups = new Map<number, XrkChannel[]>();
  readonly #view: DataView;
  #summed = 0;
  #samples = 0;

  constructor(readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  run(): void {
    const {bytes} = this;
    let at = 0;
    while (at < bytes.length) {
      const length = at + 10 <= bytes.length ? this.#message(at) : 0;
      if (length === 0) this.skipped++;
      at += Math.max(1, length);
    }
  }

  /** Bytes of the message at an offset, 0 for none. */
  #message(at: number): number {
    const [first, kind] = [this.bytes[at], this.bytes[at + 1]];
    if (first === LT && kind === H) return this.#head(at);
    if (first !== OPEN) return 0;
    if (kind === S || kind === G || kind === M) return this.#samplesAt(at, kind);
    return kind === C ? this.#expansion(at) : 0;
  }

  #samplesAt(at: number, kind: number): number {
    const view = this.#view;
    const time = view.getInt32(at + 2, true);
    const index = view.getUint16(at + 6, true);
    if (kind === G) {
      const group = this.#groups.get(index);
      if (!group) return 0;
      const end = group.reduce((from, {size}) => from + size, at + 8);
      if (!this.#closes(end)) return 0;
      let from = at + 8;
      for (const channel of group) {
        this.#add(channel, time, from);
        from += channel.size;
      }
      return end + 1 - at;
    }
    const channel = this.channels.get(index);
    if (!channel) return 0;
    if (kind === S) {
      if (!this.#closes(at + 8 + channel.size)) return 0;
      this.#add(channel, time, at + 8);
      return 9 + channel.size;
    }
    if (at + 10 > this.bytes.length) return 0;
    const count = view.getUint16(at + 8, true);
    const end = at + 10 + count * channel.size;
    if (!this.#closes(end)) return 0;
    if (channel.stepMs !== undefined)
      for (let k = 0; k < count; k++) this.#add(channel, time + k * channel.stepMs, at + 10 + k * channel.size);
    return end + 1 - at;
  }

  #expansion(at: number): number {
    if (
      at + 11 > this.bytes.length ||
      this.bytes[at + 2] !== 0 ||
      this.bytes[at + 5] !== 0x84 ||
      this.bytes[at + 6] !== 6
    )
      return 0;
    const channel = this.channels.get(this.#view.getUint16(at + 3, true) >> 3);
    if (!channel || !this.#closes(at + 11 + channel.size)) return 0;
    this.#add(channel, this.#view.getInt32(at + 7, true), at + 11);
    return 12 + channel.size;
  }

  #closes(at: number): boolean {
    return this.bytes[at] === CLOSE;
  }

  /** Samples that do not follow the one before are repeated or damaged. */
  #add(channel: XrkChannel, time: number, at: number): void {
    const {times, values, read} = channel;
    if (!read) channel.unread++;
    if (!read || (times.length > 0 && time <= times[times.length - 1])) return;
    if (++this.#samples > MOST_SAMPLES) throw new LogFileError(`more than ${MOST_SAMPLES} samples`, `byte ${at}`);
    times.push(time);
    values.push(read(this.#view, at));
  }

  #head(at: number): number {
    const payload = this.#payload(at, this.bytes.length);
    if (!payload) return 0;
    const token = this.#token(at + 2);
    if (token === "CNF") this.#configuration(at + 12, at + 12 + payload.byteLength);
    else if (token === "GPS" || token === "GPS1") for (const fix of readFixes(payload)) this.fixes.push(fix);
    else if (token === "LAP") {
      const lap = readLap(payload);
      if (lap) this.laps.push(lap);
    } else if (token === "TRK") this.#track(payload);
    else if (TEXTS.has(token)) this.texts.set(token, textAt(payload, 0, 4096));
    return payload.byteLength + 20;
  }

  /** name[32] … latitude:i32 longitude:i32 at byte 36, in 10⁻⁷ degrees */
  #track(payload: DataView): void {
    this.track = textAt(payload, 0, 32);
    const place: Fix | undefined =
      payload.byteLength >= 44 ? [payload.getInt32(36, true) / 1e7, payload.getInt32(40, true) / 1e7] : undefined;
    this.startPlace = place && (place[0] !== 0 || place[1] !== 0) ? place : undefined;
  }

  /** The messages CHS and GRP inside a CNF; several CNF repeat them. */
  #configuration(from: number, to: number): void {
    const groups: [index: number, channels: number[]][] = [];
    let at = from;
    while (at + 20 <= to) {
      const payload = this.#payload(at, to);
      if (!payload) {
        at++;
        continue;
      }
      const token = this.#token(at + 2);
      if (token === "CHS") {
        const found = readChannel(payload);
        if (found && !this.channels.has(found.index)) this.channels.set(found.index, found.channel);
      } else if (token === "GRP" && payload.byteLength >= 4) {
        const words = Array.from({length: payload.byteLength >> 1}, (_, i) => payload.getUint16(2 * i, true));
        groups.push([words[0], words.slice(2, 2 + words[1])]);
      }
      at += payload.byteLength + 20;
    }
    for (const [index, members] of groups) {
      const channels = members.map((member) => this.channels.get(member));
      if (channels.every((channel) => channel !== undefined))
        this.#groups.set(
          index,
          channels.filter(({size}) => size > 0),
        );
    }
  }

  /** Payload of a head message that is whole; its bytes have the sum that follows them. */
  #payload(at: number, end: number): DataView | undefined {
    const {bytes} = this;
    if (at + 20 > end || bytes[at] !== LT || bytes[at + 1] !== H || bytes[at + 11] !== GT) return undefined;
    const length = this.#view.getInt32(at + 6, true);
    const after = at + 12 + length;
    if (length < 0 || after + 8 > end || bytes[after] !== LT || bytes[after + 7] !== GT) return undefined;
    for (let i = 0; i < 4; i++) if (bytes[after + 1 + i] !== bytes[at + 2 + i]) return undefined;
    this.#summed += length;
    if (this.#summed > MOST_SUMS * bytes.length)
      throw new LogFileError("messages overlap: the file is damaged", `byte ${at}`);
    let sum = 0;
    for (let i = at + 12; i < after; i++) sum += bytes[i];
    if ((sum & 0xffff) !== this.#view.getUint16(after + 5, true)) return undefined;
    return new DataView(bytes.buffer, bytes.byteOffset + at + 12, length);
  }

  #token(at: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + 4)).replace(/[\0 ]+$/, "");
  }
}
