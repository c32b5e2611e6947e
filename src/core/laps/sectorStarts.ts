/** Where sectors 2 and 3 begin on an ascending axis, by the sector channel (1, 2, 3); null where the change was not recorded. */
export function sectorStarts(axis: ArrayLike<number>, sector: ArrayLike<number>): [number | null, number | null] {
  const starts: [number | null, number | null] = [null, null];
  let before = Number.NaN;
  for (let i = 0; i < sector.length; i++) {
    const now = sector[i];
    if (Number.isNaN(now)) continue;
    if (now === before + 1 && (now === 2 || now === 3)) starts[now - 2] ??= axis[i];
    before = now;
  }
  return starts;
}
