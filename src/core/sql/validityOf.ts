/** Arrow's bitmap of the values that are known; NaN are not. */
export function validityOf(data: ArrayLike<number>): {nullCount: number; nullBitmap?: Uint8Array} {
  let nullCount = 0;
  const bitmap = new Uint8Array(Math.ceil(data.length / 64) * 8);
  for (let i = 0; i < data.length; i++) {
    if (Number.isNaN(data[i])) nullCount++;
    else bitmap[i >> 3] |= 1 << (i & 7);
  }
  return nullCount ? {nullCount, nullBitmap: bitmap} : {nullCount: 0};
}
