import {randomBytes} from "node:crypto";
import {type FileHandle, mkdtemp, open, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {constants, gunzipSync} from "node:zlib";
import {afterAll, beforeAll, expect, test} from "vitest";
import {GzipBlocks} from "../../../loaders/captures/gzipBlocks.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gzip-blocks-"));
});
afterAll(() => rm(folder, {recursive: true}));

const path = () => join(folder, "blocks.gz");
const create = async (blockBytes?: number) => new GzipBlocks(await open(path(), "w"), {blockBytes});
const members = (bytes: Buffer) => bytes.toString("latin1").split("\x1f\x8b\x08\x00\x00\x00\x00\x00").length - 1;

test("any gunzip reads the written bytes in order", async () => {
  const pieces = Array.from({length: 400}, (_, i) => randomBytes((i * 37) % 5000));
  const out = await create(20_000);
  for (const piece of pieces) await out.write(piece);
  await out.close();
  const file = await readFile(path());
  expect(gunzipSync(file).equals(Buffer.concat(pieces))).toBe(true);
  expect(members(file)).toBeGreaterThan(40);
  expect(out.bytesIn).toBe(pieces.reduce((sum, piece) => sum + piece.length, 0));
  expect(out.bytesOut).toBe(file.length);
});

test("copies its input: the caller may reuse the buffer at once", async () => {
  const out = await create(1000);
  const bytes = Buffer.alloc(300);
  for (let i = 0; i < 10; ++i) await out.write(bytes.fill(i));
  await out.close();
  const expected = Buffer.concat(Array.from({length: 10}, (_, i) => Buffer.alloc(300, i)));
  expect(gunzipSync(await readFile(path())).equals(expected)).toBe(true);
});

test("splits a write only when it is longer than a block", async () => {
  const out = await create(1000);
  await out.write(Buffer.alloc(600, 1));
  await out.write(Buffer.alloc(600, 2)); // does not fit behind the first
  await out.write(Buffer.alloc(2500, 3));
  await out.close();
  const file = await readFile(path());
  expect(members(file)).toBe(5);
  expect(gunzipSync(file).length).toBe(3700);
});

test("everything accepted is in the file after flush", async () => {
  const out = await create();
  let all = Buffer.alloc(0);
  for (let i = 0; i < 5; ++i) {
    const bytes = randomBytes(1000);
    all = Buffer.concat([all, bytes]);
    await out.write(bytes);
    await out.flush({sync: i % 2 === 0});
    expect(gunzipSync(await readFile(path())).equals(all)).toBe(true);
  }
  await out.flush(); // nothing new: no empty member
  expect(members(await readFile(path()))).toBe(5);
  await out.close();
});

test("a file truncated anywhere still contains all complete members", async () => {
  const out = await create(500);
  for (let i = 0; i < 4; ++i) await out.write(randomBytes(500));
  await out.close();
  const file = await readFile(path());
  const size = file.length / 4; // random bytes do not pack: all members are equally long
  for (let n = 10; n < file.length; n += 3) {
    const read = gunzipSync(file.subarray(0, n), {finishFlush: constants.Z_SYNC_FLUSH});
    expect(read.length).toBeGreaterThanOrEqual(500 * Math.floor(n / size));
  }
});

test("waits for the disk: at most two blocks are in flight", async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  const written: number[] = [];
  const handle = {
    write: async (_: Uint8Array, at: number, length: number) => {
      await gate;
      written.push(length);
      return {bytesWritten: Math.max(1, length >> (at === 0 ? 1 : 0))}; // a short write first
    },
    close: async () => {},
  } as unknown as FileHandle;
  const out = new GzipBlocks(handle, {blockBytes: 100});
  await out.write(randomBytes(100));
  let accepted = false;
  const second = out.write(randomBytes(100)).then(() => (accepted = true));
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(accepted).toBe(false);
  release();
  await second;
  await out.close();
  expect(written.length).toBe(4); // two members in two pieces each
});

test("after a full disk every call rejects, and the handle is still closed", async () => {
  let closed = false;
  const handle = {
    write: async () => {
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), {code: "ENOSPC"});
    },
    close: async () => (closed = true),
  } as unknown as FileHandle;
  const out = new GzipBlocks(handle, {blockBytes: 100});
  await out.write(randomBytes(50));
  await expect(out.flush()).rejects.toThrow("ENOSPC");
  await expect(out.write(randomBytes(50))).rejects.toThrow("ENOSPC");
  await expect(out.close()).rejects.toThrow("ENOSPC");
  expect(closed).toBe(true);
});

test("refuses writes after close; a second close does nothing", async () => {
  const out = await create();
  await out.close();
  await out.close();
  await expect(out.write(Buffer.alloc(1))).rejects.toThrow("write after close");
});
