import {PARTS, type Part} from "../../channels/catalogue.js";
import {BLOCK, createColumns, type PacketColumns, type Views, viewsOf} from "./columns.js";
import type {Format} from "./formats.js";
import {layoutOf} from "./layout.js";

/** Packet ids that have a part of a frame; the others (session, participants, events …) belong to no frame. */
export const PACKET_OF_PART: Partial<Record<Part, number>> = {
  lap: 2,
  motion: 0,
  telemetry: 6,
  status: 7,
  damage: 10,
  motionEx: 13,
  telemetry2: 16,
};

/** Bit of a part in a frame's and a row's mask. */
export function partBit(part: Part): number {
  return 1 << PARTS.indexOf(part);
}

export const LAP_PART = PARTS.indexOf("lap");
export const DAMAGE_PART = PARTS.indexOf("damage");
export const MOTION_EX_PART = PARTS.indexOf("motionEx");
/** resultStatus from here on means that the slot holds a car that is part of the session */
export const ACTIVE = 2;
/** Parts that give a row or a message. Damage is held between its packets and gives none. */
const ROW_BITS = (["lap", "motion", "telemetry", "status", "telemetry2"] as const).reduce(
  (bits, part) => bits | partBit(part),
  0,
);

/** The parts of a frame with values of a car (motion ex is the player's); 0 when they give no row. */
export function partsOfCar(parts: number, isPlayer: boolean): number {
  const known = isPlayer ? parts : parts & ~(1 << MOTION_EX_PART);
  return known & (ROW_BITS | (1 << MOTION_EX_PART)) ? known : 0;
}

/** Index in PARTS by packet id; undefined for packets without one. */
export const PART_OF_PACKET: (number | undefined)[] = [];
for (const [part, id] of Object.entries(PACKET_OF_PART)) PART_OF_PACKET[id] = PARTS.indexOf(part as Part);

/** A simulation frame and the packets of it that arrived. Reused: valid only until the callback that received it returns. */
export interface FrameHead {
  overallFrame: number;
  /** goes back on a flashback */
  frame: number;
  /** s */
  sessionTime: number;
  /** which parts arrived, a bit each */
  parts: number;
}

/** The packets of one simulation frame, decoded. */
export interface Frame extends FrameHead {
  /** decoded packet by part index; present for every packet the format has, meaningful where the bit is set */
  columns: (PacketColumns | undefined)[];
  /** the same memory */
  views: (Views | undefined)[];
}

/** An empty frame whose packets are not decoded. */
export function createHead(): Frame {
  return {overallFrame: -1, frame: 0, sessionTime: 0, parts: 0, columns: [], views: []};
}

/** An empty frame with columns for every part that the format knows. */
export function createFrame(format: Format): Frame {
  const layouts = PARTS.map((part) => {
    const id = PACKET_OF_PART[part];
    return id === undefined ? undefined : layoutOf(format, id);
  });
  const columns = layouts.map((layout) => layout && createColumns(layout));
  const views = columns.map((packet) => packet && viewsOf(packet[BLOCK]!.words.buffer));
  return {...createHead(), columns, views};
}
