const decoder = new TextDecoder("utf-8", {ignoreBOM: true});
const encoder = new TextEncoder();

/**
 * The name of an entity in a text column: UTF-8 up to the first NUL or the end of the field. Bytes that are no UTF-8
 * become U+FFFD; an empty field or an entity beyond the column gives "". The game cuts long names with "…" itself.
 */
export function readText(column: Uint8Array, entity: number, width: number): string {
  const start = entity * width;
  const field = column.subarray(start, start + width);
  const nul = field.indexOf(0);
  return decoder.decode(nul < 0 ? field : field.subarray(0, nul));
}

/** Writes a name as the game does: UTF-8, NUL-terminated, cut between characters and closed with "…" where too long. */
export function writeText(column: Uint8Array, entity: number, width: number, text: string): void {
  const field = column.subarray(entity * width, (entity + 1) * width).fill(0);
  const room = width - 1;
  if (encoder.encode(text).length <= room) {
    encoder.encodeInto(text, field.subarray(0, room));
    return;
  }
  const ellipsis = encoder.encode("…");
  const {written} = encoder.encodeInto(text, field.subarray(0, room - ellipsis.length));
  field.set(ellipsis, written);
}
