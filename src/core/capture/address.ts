/**
 * IP addresses as bytes and as text (IPv6 as in RFC 5952: lower case, the longest run of zero groups as `::`,
 * IPv4-mapped addresses with a dotted tail).
 */

/** Text of the address in `length` (4 or 16) bytes from `at`. */
export function formatAddress(bytes: Uint8Array, at: number, length: number): string {
  if (length === 4) return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
  const groups = Array.from({length: 8}, (_, i) => bytes[at + 2 * i] * 256 + bytes[at + 2 * i + 1]);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${formatAddress(bytes, at + 12, 4)}`;
  }
  let start = -1;
  let run = 1; // a single zero group is not shortened
  for (let i = 0; i < 8; ++i) {
    let n = 0;
    while (i + n < 8 && groups[i + n] === 0) ++n;
    if (n > run) {
      start = i;
      run = n;
    }
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(":");
  return `${hex.slice(0, start).join(":")}::${hex.slice(start + run).join(":")}`;
}

/** The 4 or 16 bytes of an address, without its zone (`%eth0`). Throws `invalid address: …`. */
export function parseAddress(text: string): Uint8Array {
  const bytes = text.includes(":") ? parseIPv6(text.split("%", 1)[0]) : parseIPv4(text);
  if (!bytes) throw new RangeError(`invalid address: ${text}`);
  return bytes;
}

function parseIPv4(text: string): Uint8Array | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return Uint8Array.from(parts, Number);
}

function parseIPv6(text: string): Uint8Array | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(parseGroups);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  const bytes = new Uint8Array(16);
  bytes.set(head);
  if (tail) bytes.set(tail, 16 - tail.length);
  return bytes;
}

/** Bytes of colon-separated groups, the last of which may be a dotted IPv4 address. */
function parseGroups(text: string): number[] | undefined {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [i, group] of groups.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const value = Number.parseInt(group, 16);
      bytes.push(value >> 8, value & 255);
    } else {
      const dotted = i === groups.length - 1 ? parseIPv4(group) : undefined;
      if (!dotted) return undefined;
      bytes.push(...dotted);
    }
  }
  return bytes.length <= 16 ? bytes : undefined;
}
