/** Internet checksum (RFC 1071): adds the big-endian 16-bit words of `length` bytes from `at` to a running sum. */
export function addBytes(sum: number, bytes: Uint8Array, at: number, length: number): number {
  let high = 0;
  let low = 0;
  const even = at + (length & ~1);
  for (let i = at; i < even; i += 2) {
    high += bytes[i];
    low += bytes[i + 1];
  }
  if (length & 1) high += bytes[even]; // an odd last byte is the upper half of a word
  return sum + high * 256 + low;
}

/** The sum folded to 16 bits, with the overflow added; its complement is the checksum. */
export function foldSum(sum: number): number {
  while (sum > 0xffff) sum = Math.floor(sum / 65536) + (sum & 0xffff);
  return sum;
}
