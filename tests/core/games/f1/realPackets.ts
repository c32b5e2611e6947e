import {readdirSync, readFileSync} from "node:fs";
import {createHeader, writeHeader} from "../../../../src/core/games/f1/header.js";
import {sharedData} from "../../../support/sharedData.js";

/** A datagram a game sent. */
export interface RealPacket {
  file: string;
  format: number;
  id: number;
  view: DataView;
}

const root = sharedData("f1-udp/");

/** False where the real recordings are not beside the checkout. */
export const haveRealPackets = root !== undefined;

function packet(file: string, bytes: Uint8Array): RealPacket {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {file, format: view.getUint16(0, true), id: view.getUint8(view.getUint16(0, true) < 2023 ? 5 : 6), view};
}

function own(path: string): Uint8Array {
  return new Uint8Array(readFileSync(path));
}

/** The single datagrams of packets/, one format. */
export function singlePackets(format: number): RealPacket[] {
  if (!root) return [];
  const folder = `${root}packets/${format}/`;
  return readdirSync(folder)
    .filter((file) => file.endsWith(".bin"))
    .map((file) => packet(`f1-udp/packets/${format}/${file}`, own(folder + file)));
}

/** The recordings: u32 count, then f32 seconds, u32 length, bytes. */
export function recordings(): {file: string; packets: RealPacket[]}[] {
  if (!root) return [];
  const folder = `${root}recordings/`;
  return readdirSync(folder).map((file) => {
    const bytes = own(folder + file);
    const view = new DataView(bytes.buffer);
    const packets: RealPacket[] = [];
    for (let at = 4; packets.length < view.getUint32(0, true); ) {
      const length = view.getUint32(at + 4, true);
      packets.push(packet(`f1-udp/recordings/${file}`, bytes.slice(at + 8, at + 8 + length)));
      at += 8 + length;
    }
    return {file: `f1-udp/recordings/${file}`, packets};
  });
}

/** The bodies another program captured, with a header put in front, and what that program read in them. */
export function payloads(): (RealPacket & {expected: unknown})[] {
  if (!root) return [];
  return [2023, 2024, 2025, 2026].flatMap((format) => {
    const folder = `${root}payloads/${format}/`;
    return readdirSync(folder)
      .filter((file) => file.endsWith(".body.bin"))
      .map((file) => {
        const body = own(folder + file);
        const id = Number(/^p(\d+)/.exec(file)?.[1]);
        // one of the files is a whole datagram
        const whole = body[0] + body[1] * 256 === format && body[6] === id;
        const bytes = whole ? body : new Uint8Array(29 + body.length);
        if (!whole) {
          const header = {
            ...createHeader(),
            packetFormat: format,
            gameYear: format - 2000,
            packetVersion: 1,
            packetId: id,
          };
          writeHeader(new DataView(bytes.buffer), 0, header);
          bytes.set(body, 29);
        }
        const expected = JSON.parse(readFileSync(folder + file.replace("body.bin", "expected.json"), "utf8"));
        return {...packet(`f1-udp/payloads/${format}/${file}`, bytes), expected};
      });
  });
}

/** Every real datagram of a supported format. */
export function realPackets(): RealPacket[] {
  return [
    ...[2023, 2024, 2025, 2026].flatMap((format) => (format < 2025 ? singlePackets(format) : [])),
    ...recordings().flatMap(({packets}) => packets),
    ...payloads(),
  ];
}
