import {PARTS} from "../../channels/catalogue.js";
import {decoderOf} from "./decode.js";
import type {Format} from "./formats.js";
import {createFrame, createHead, type Frame, PACKET_OF_PART, PART_OF_PACKET} from "./frame.js";
import type {Header} from "./header.js";

/** Frames from which is learned what a frame of this sender holds. */
const LEARNED = 16;
/** A step of more frames than this (10 s at 60 Hz) must be confirmed by a second packet. */
const PLAUSIBLE_STEP = 600;
const DAMAGE = PARTS.indexOf("damage");

/** Keeps a packet that brings a part of the open frame; the view is valid only during the call. */
export type Keep = (part: number, view: DataView, offset: number, length: number) => void;

/**
 * Joins packets to frames for those who watch: a frame is handed on with the last of its usual packets, or, where one is
 * lost, with the first packet of a newer frame. So one frame is open at a time. What comes later than that is dropped here
 * (the archive has it). Damage comes ten times a second and is held: every frame carries the last.
 */
export class LiveFrames {
  /** packets of frames that were already handed on, second copies too */
  late = 0;
  /** the car whose player sends, by the last packet; 255: none */
  player = 255;
  private readonly open: Frame;
  private emitted = -1;
  private suspect = -1;
  /** parts that each of the last frames turned out to have, late ones too */
  private readonly seenFrames = new Float64Array(LEARNED).fill(-1);
  private readonly seenParts = new Uint16Array(LEARNED);
  private seen = 0;
  /** parts that complete a frame; 0 while unknown */
  private usual = 0;
  private held = 0;
  private readonly keep: Keep;

  /**
   * @param emit receives each frame once, in order; the frame is reused afterwards
   * @param keep default: packets are decoded into the frame's columns
   */
  constructor(
    format: Format,
    private readonly emit: (frame: Frame) => void,
    keep?: Keep,
  ) {
    const open = keep ? createHead() : createFrame(format);
    this.open = open;
    this.keep =
      keep ??
      ((part, view, offset) => decoderOf(format, PACKET_OF_PART[PARTS[part]]!)(view, offset, open.columns[part]!));
  }

  /** Takes a packet that brings a part of a frame (see PART_OF_PACKET); any other is left alone. */
  accept(header: Header, view: DataView, offset: number, length: number): void {
    const part = PART_OF_PACKET[header.packetId];
    if (part === undefined) return;
    const {open} = this;
    const {overallFrame} = header;
    const newest = Math.max(open.overallFrame, this.emitted);
    // counters of zero outside the first moments are no place in the order (classification, menus)
    if (overallFrame === 0 && newest > LEARNED) return;
    if (newest >= 0 && Math.abs(overallFrame - newest) > PLAUSIBLE_STEP) {
      const confirmed = this.suspect >= 0 && Math.abs(overallFrame - this.suspect) <= PLAUSIBLE_STEP;
      this.suspect = confirmed ? -1 : overallFrame;
      if (!confirmed) return;
      this.flush();
      this.emitted = overallFrame - 1;
    } else {
      this.suspect = -1;
    }
    if (overallFrame <= this.emitted) {
      this.late++;
      this.noteLate(header.overallFrame, part, view, offset, length);
      return;
    }
    if (open.overallFrame >= 0 && overallFrame < open.overallFrame) {
      // older than the open frame, but never begun: its order is lost
      this.late++;
      return;
    }
    if (overallFrame !== open.overallFrame) {
      this.flush();
      open.overallFrame = overallFrame;
      open.parts = this.held;
    }
    this.player = header.player;
    open.frame = header.frame;
    open.sessionTime = header.sessionTime;
    this.keep(part, view, offset, length);
    if (part === DAMAGE) this.held = 1 << DAMAGE;
    open.parts |= 1 << part;
    if (this.usual && (open.parts & this.usual) === this.usual) this.flush();
  }

  /** Hands on the frame that still waits. */
  flush(): void {
    const {open} = this;
    if (open.overallFrame < 0) return;
    this.emitted = open.overallFrame;
    const slot = this.seen++ % LEARNED;
    this.seenFrames[slot] = open.overallFrame;
    if (this.seenParts[slot] !== open.parts || this.seen === LEARNED) {
      this.seenParts[slot] = open.parts;
      this.learn();
    }
    this.emit(open);
    open.overallFrame = -1;
    open.parts = 0;
  }

  /** A part that came after its frame was handed on still teaches what frames hold: otherwise it would be late for ever. */
  private noteLate(overallFrame: number, part: number, view: DataView, offset: number, length: number): void {
    const slot = this.seenFrames.indexOf(overallFrame);
    if (slot < 0 || this.seenParts[slot] & (part === DAMAGE ? 0 : 1 << part)) return;
    if (part === DAMAGE) {
      this.keep(part, view, offset, length);
      this.held = 1 << DAMAGE;
      this.open.parts |= this.open.overallFrame >= 0 ? this.held : 0;
    } else {
      this.seenParts[slot] |= 1 << part;
      this.learn();
    }
  }

  /** Usual is what more than half of the last frames had; a few lost packets only cost the wait for the next frame. */
  private learn(): void {
    if (this.seen < LEARNED) return;
    this.usual = 0;
    for (let part = 0; part < PARTS.length; part++) {
      if (part === DAMAGE) continue;
      let frames = 0;
      for (const parts of this.seenParts) if (parts & (1 << part)) frames++;
      if (frames * 2 > LEARNED) this.usual |= 1 << part;
    }
  }
}
