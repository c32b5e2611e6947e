import {randomBytes} from "node:crypto";
import {chmod, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type ReadOptions, readCapture} from "../../../loaders/captures/readCapture.js";
import {CaptureError} from "../../../src/core/capture/batch.js";
import {Blocks, concat, ethernet, gamePayload, ipv4, pcapFile, recorderFile, udp} from "../../support/captureBytes.js";
import {type Datagram, datagramsOf} from "../../support/readAll.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "captures-"));
});
afterAll(() => rm(folder, {recursive: true}));

async function read(name: string, bytes: Uint8Array | undefined, options?: ReadOptions) {
  const path = join(folder, name);
  if (bytes) await writeFile(path, bytes);
  const file = readCapture(path, options);
  const datagrams: Datagram[] = [];
  let error: unknown;
  try {
    for await (const batch of file) datagrams.push(...datagramsOf(batch));
  } catch (e) {
    error = e;
  }
  return {datagrams, error, stats: file.stats};
}

const packet = (i: number) => ethernet(ipv4(udp(gamePayload(1300, i))));
const packets = (n: number) => Array.from({length: n}, (_, i) => ({bytes: packet(i), seconds: i}));
const pcap = pcapFile(packets(30));
const b = new Blocks(true);
const pcapng = concat(b.section(), b.interface(1), b.enhanced(0, 1n, packet(0)));
const recorder = recorderFile([{time: 1.5, bytes: gamePayload(29)}]);

test("detects the format by content, compressed or not, not by name", async () => {
  for (const [format, bytes] of Object.entries({pcap, pcapng, recorder})) {
    for (const gzip of [false, true]) {
      const {stats, error, datagrams} = await read("session.zip", gzip ? gzipSync(bytes) : bytes);
      expect(error).toBeUndefined();
      expect(stats).toMatchObject({format, gzip, datagrams: datagrams.length, records: format === "pcap" ? 30 : 1});
    }
  }
});

test("uses the given start time for a recorder file", async () => {
  const {datagrams} = await read("session.bin", recorder, {startSeconds: 1768233600});
  expect(datagrams[0]).toMatchObject({seconds: 1768233601, nanos: 500_000_000});
});

test("reads several gzip members of any size, and zeros after them", async () => {
  const plain = await read("plain.pcap", pcap);
  for (const size of [1, 7, 1000, 5000]) {
    const members: Uint8Array[] = [];
    for (let at = 0; at < Math.min(pcap.length, size * 50); at += size)
      members.push(gzipSync(pcap.slice(at, at + size)));
    members.push(gzipSync(pcap.slice(size * 50)), new Uint8Array(512));
    expect((await read("members.pcap.gz", concat(...members))).datagrams).toEqual(plain.datagrams);
  }
});

test("reads a capture much larger than a block identically, compressed or not", async () => {
  const big = pcapFile(packets(3000));
  const plain = await read("big.pcap", big);
  expect(plain.stats.datagrams).toBe(3000);
  expect(plain.datagrams.map((d) => d.seconds)).toEqual(Array.from({length: 3000}, (_, i) => i));
  const gz = await read("big.pcap.gz", gzipSync(big, {level: 1}));
  const joined = (datagrams: Datagram[]) => Buffer.concat(datagrams.map((d) => d.payload));
  expect(joined(gz.datagrams).equals(joined(plain.datagrams))).toBe(true);
  expect(joined(gz.datagrams).length).toBe(3000 * 1300);
});

test("reports the bytes read, up to the file's size", async () => {
  const bytes = gzipSync(concat(pcapFile(packets(1)), pcapFile([{bytes: randomBytes(200_000)}]).subarray(24)), {
    level: 1,
  });
  const seen: [number, number][] = [];
  await read("progress.pcap.gz", bytes, {onProgress: (read, total) => seen.push([read, total])});
  expect(seen.at(-1)).toEqual([bytes.length, bytes.length]);
});

test("stops when aborted", async () => {
  const {error, datagrams} = await read("abort.pcap", pcap, {signal: AbortSignal.abort()});
  expect((error as Error).name).toBe("AbortError");
  expect(datagrams).toEqual([]);
});

test("a truncated record: reports file, intact datagrams, reason and offset; tolerant: delivers them and sets stats.cut", async () => {
  const cut = pcap.slice(0, -100);
  const strict = await read("cut.pcap", cut);
  expect(strict.error).toBeInstanceOf(CaptureError);
  expect((strict.error as Error).message).toMatch(
    /^cut\.pcap: cut after 29 whole datagrams \(cut mid-record: record 30 needs 1358 bytes, 1258 are there\); copy the file again/,
  );
  expect(strict.datagrams.length).toBe(29);
  const tolerant = await read("cut.pcap", cut, {tolerant: true});
  expect(tolerant.error).toBeUndefined();
  expect(tolerant.datagrams).toEqual(strict.datagrams);
  expect(tolerant.stats.cut).toMatch("cut.pcap: cut after 29 whole datagrams");
  expect((await read("whole.pcap", pcap, {tolerant: true})).stats.cut).toBeUndefined();
});

test("a truncated gzip: reported at every length, after all bytes that can be decompressed", async () => {
  const noise = packets(4).map(({seconds}) => ({bytes: ethernet(ipv4(udp(randomBytes(60)))), seconds}));
  const file = pcapFile(noise);
  const record = (file.length - 24) / 4;
  const members = [
    file.subarray(0, 24 + record),
    file.subarray(24 + record, 24 + 3 * record),
    file.subarray(24 + 3 * record),
  ];
  const packed = members.map((member) => gzipSync(member));
  const all = concat(...packed);
  const ends = [0, packed[0].length, packed[0].length + packed[1].length, all.length];
  for (let n = 0; n < all.length; ++n) {
    const {datagrams, error, stats} = await read("cut.pcap.gz", all.slice(0, n), {tolerant: true});
    if (n >= 2) expect(error, `cut at ${n}`).toBeUndefined();
    // A cut between members is a shorter capture, which nothing in the file can tell.
    expect(stats.cut === undefined, `cut at ${n}`).toBe(n === 1 || ends.indexOf(n) > 0);
    expect(datagrams.length).toBeGreaterThanOrEqual(n < ends[1] ? 0 : n < ends[2] ? 1 : 3);
  }
  const {error} = await read("cut.pcap.gz", all.slice(0, -3));
  expect(String(error)).toMatch(
    `cut.pcap.gz: cut after 4 whole datagrams (unexpected end of gzip data at byte ${all.length - 3}); `,
  );
});

test("damage after complete gzip members loses none of them", async () => {
  const junk = concat(gzipSync(pcap), Buffer.from("this is not gzip"));
  const crc = concat(gzipSync(pcap), gzipSync(pcapFile(packets(1)).subarray(24)));
  crc[crc.length - 6] ^= 1;
  for (const [bytes, count] of [
    [junk, 30],
    [crc, 31],
  ] as const) {
    const {datagrams, stats} = await read("damaged.pcap.gz", bytes, {tolerant: true});
    expect(datagrams.length).toBe(count);
    expect(stats.cut).toMatch(`damaged.pcap.gz: damaged after ${count} whole datagrams (damaged gzip data before byte`);
  }
  const {error} = await read("damaged.pcap.gz", junk);
  expect(String(error)).toMatch("damaged after 30 whole datagrams");
  const late = concat(gzipSync(pcap), new Uint8Array(9), gzipSync(pcap));
  expect(String((await read("late.pcap.gz", late)).error)).toMatch("bytes after the gzip data");
});

test("an impossible record length: reports the number of intact datagrams", async () => {
  const bytes = pcap.slice();
  new DataView(bytes.buffer).setUint32(24 + 5 * 1358 + 8, 0x7fffffff, true);
  expect(String((await read("long.pcap", bytes)).error)).toMatch(
    "long.pcap: damaged after 5 whole datagrams (invalid record length: 2147483647: record 6",
  );
});

test("refuses other files, also when tolerant", async () => {
  for (const tolerant of [false, true]) {
    const options = {tolerant};
    expect(String((await read("notes.txt", Buffer.from("Hello"), options)).error)).toMatch(
      "notes.txt: not a capture: expected pcap, pcapng or gzip, found 48 65 6c 6c 6f",
    );
    expect(String((await read("notes.gz", gzipSync("Hello"), options)).error)).toMatch("notes.gz: not a capture");
    expect(String((await read("twice.gz", gzipSync(gzipSync(pcap)), options)).error)).toMatch("found gzip inside gzip");
    expect(String((await read("wifi.pcap", pcapFile([], {link: 105}), options)).error)).toMatch(
      "wifi.pcap: unsupported link type: 105",
    );
    const fragment = pcapFile([{bytes: ethernet(ipv4(udp(gamePayload(99)), {fragment: 0x2000}))}]);
    expect(String((await read("parts.pcap", fragment, options)).error)).toMatch(
      "parts.pcap: fragmented datagram at record 1",
    );
  }
});

test("an empty file, a folder, a missing file: one clear line for each", async () => {
  const message = async (name: string, bytes?: Uint8Array) => ((await read(name, bytes)).error as Error).message;
  expect(await message("empty.pcap", new Uint8Array(0))).toMatch(/^empty\.pcap: empty: it contains no datagrams/);
  expect(await message("empty.pcap.gz", gzipSync(""))).toMatch(/^empty\.pcap\.gz: empty: it contains no datagrams/);
  expect(await message(".")).toMatch(/^a folder, not a capture: /);
  expect(await message("missing.pcap")).toMatch(/^no such file: .*missing\.pcap$/);
  expect((await read("empty.pcap", undefined, {tolerant: true})).stats.cut).toMatch("empty.pcap: empty");
});

test("a file without read permission: one clear line", async () => {
  await writeFile(join(folder, "locked.pcap"), pcap);
  await chmod(join(folder, "locked.pcap"), 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) {
    // root may read anything: be nobody for a moment
    await chmod(folder, 0o755);
    process.seteuid?.(65534);
  }
  try {
    expect(String((await read("locked.pcap", undefined)).error)).toMatch("no permission to read: ");
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("can be left early, and is read only once", async () => {
  await writeFile(join(folder, "early.pcap.gz"), gzipSync(pcap));
  const file = readCapture(join(folder, "early.pcap.gz"));
  for await (const batch of file) {
    expect(batch.count).toBeGreaterThan(0);
    break;
  }
  await expect(file.batches().next()).rejects.toThrow("already read: early.pcap.gz");
});
