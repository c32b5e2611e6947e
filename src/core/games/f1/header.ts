/** The 29 bytes in front of every packet since 2023. */
export type Header = ReturnType<typeof createHeader>;

/** An empty header to read into. */
export function createHeader() {
  return {
    /** decides the layout: 2023 … 2026 */
    packetFormat: 0,
    /** two digits of the game that sends; may differ from the format */
    gameYear: 0,
    gameMajorVersion: 0,
    gameMinorVersion: 0,
    packetVersion: 0,
    packetId: 0,
    /** session UID, upper and lower 32 bits: no BigInt is made per packet */
    uidHigh: 0,
    uidLow: 0,
    /** seconds since the session began; goes back on a flashback */
    sessionTime: 0,
    /** simulation frame; goes back on a flashback */
    frame: 0,
    /** the same count, but it never goes back */
    overallFrame: 0,
    /** index of the player's car, 255 while spectating */
    player: 0,
    /** second split-screen player, 255 = none */
    secondaryPlayer: 255,
  };
}

/** Reads the header that begins at `offset` into `out`; 29 bytes must be there. */
export function readHeader(view: DataView, offset: number, out: Header): Header {
  out.packetFormat = view.getUint16(offset, true);
  out.gameYear = view.getUint8(offset + 2);
  out.gameMajorVersion = view.getUint8(offset + 3);
  out.gameMinorVersion = view.getUint8(offset + 4);
  out.packetVersion = view.getUint8(offset + 5);
  out.packetId = view.getUint8(offset + 6);
  out.uidLow = view.getUint32(offset + 7, true);
  out.uidHigh = view.getUint32(offset + 11, true);
  out.sessionTime = view.getFloat32(offset + 15, true);
  out.frame = view.getUint32(offset + 19, true);
  out.overallFrame = view.getUint32(offset + 23, true);
  out.player = view.getUint8(offset + 27);
  out.secondaryPlayer = view.getUint8(offset + 28);
  return out;
}

/** Writes a header at `offset`: 29 bytes. */
export function writeHeader(view: DataView, offset: number, header: Header): void {
  view.setUint16(offset, header.packetFormat, true);
  view.setUint8(offset + 2, header.gameYear);
  view.setUint8(offset + 3, header.gameMajorVersion);
  view.setUint8(offset + 4, header.gameMinorVersion);
  view.setUint8(offset + 5, header.packetVersion);
  view.setUint8(offset + 6, header.packetId);
  view.setUint32(offset + 7, header.uidLow, true);
  view.setUint32(offset + 11, header.uidHigh, true);
  view.setFloat32(offset + 15, header.sessionTime, true);
  view.setUint32(offset + 19, header.frame, true);
  view.setUint32(offset + 23, header.overallFrame, true);
  view.setUint8(offset + 27, header.player);
  view.setUint8(offset + 28, header.secondaryPlayer);
}

/** A session UID as text, `0x…`, hexadecimal without leading zeros. */
export function uidText(high: number, low: number): string {
  const lower = (low >>> 0).toString(16);
  return high === 0 ? `0x${lower}` : `0x${(high >>> 0).toString(16)}${lower.padStart(8, "0")}`;
}
