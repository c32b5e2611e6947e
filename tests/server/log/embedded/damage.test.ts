import {appendFile, copyFile, cp, mkdir, readFile, stat, truncate, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {message, newFolder, openLog, segments, sendEach} from "./support.js";
import {textOf, valuesIn} from "./valuesIn.js";

/** A closed log of three batches, the last of three messages, and where each begins in its file. */
async function threeBatches(): Promise<{folder: string; file: string; starts: number[]; bytes: Buffer}> {
  const folder = await newFolder();
  const log = await openLog(folder);
  const starts: number[] = [];
  const producer = await log.producer();
  for (const values of [["0"], ["1"], ["2", "3", "4"]]) {
    starts.push(
      await stat((await segments(folder))[0] ?? "").then(
        ({size}) => size,
        () => 0,
      ),
    );
    await producer.send(
      "t",
      values.map((value) => message(value)),
    );
  }
  await log.close();
  const [file] = await segments(folder);
  return {folder, file, starts, bytes: await readFile(file)};
}

describe("an embedded log's torn tail", () => {
  it("is truncated and reported at any length of the last batch, and the log continues after the batch before", async () => {
    const {folder, file, starts, bytes} = await threeBatches();
    for (let length = starts[2]; length < bytes.length; length++) {
      await writeFile(file, bytes.subarray(0, length));
      const lines: string[] = [];
      const log = await openLog(folder, {log: (line) => lines.push(line)});
      expect(await valuesIn(log)).toEqual(["0", "1"]);
      await sendEach(log, ["again"]);
      expect(await valuesIn(log)).toEqual(["0", "1", "again"]);
      await log.close();
      expect(lines).toEqual(
        length === starts[2]
          ? []
          : [`torn tail: ${file}: ${length - starts[2]} bytes cut at byte ${starts[2]}, offset 2: incomplete batch`],
      );
    }
  });

  it("is truncated when it is zeros or noise", async () => {
    const {folder, file, bytes} = await threeBatches();
    for (const tail of [Buffer.alloc(5000), Buffer.from("LBK2 not a batch".repeat(40))]) {
      await writeFile(file, bytes);
      await appendFile(file, tail);
      const lines: string[] = [];
      const log = await openLog(folder, {log: (line) => lines.push(line)});
      expect(await valuesIn(log)).toEqual(["0", "1", "2", "3", "4"]);
      await log.close();
      expect(lines).toEqual([expect.stringContaining(`${tail.length} bytes cut at byte ${bytes.length}, offset 5`)]);
      expect((await stat(file)).size).toBe(bytes.length);
    }
  });
});

describe("an embedded log's damaged batch", () => {
  it("is reported with file and offset for any flipped bit; a consumer can commit past it", async () => {
    const {folder, file, starts, bytes} = await threeBatches();
    for (let at = starts[1]; at < starts[2]; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] ^= 1 << (at % 8);
      await writeFile(file, flipped);
      const lines: string[] = [];
      const log = await openLog(folder, {log: (line) => lines.push(line)});
      expect(lines).toEqual([expect.stringContaining(`damaged batch: ${file}, byte ${starts[1]}, offset 1: `)]);
      const consumer = await log.consume({topics: ["t"], group: `g${at}`, from: "committed"});
      const values: string[] = [];
      const read = async () => {
        for await (const batch of consumer) {
          values.push(...batch.map(textOf));
          await consumer.commit(batch.at(-1)!);
          if (values.length >= 4) return;
        }
      };
      for (let attempt = 0; attempt < 2; attempt++) {
        await expect(read()).rejects.toMatchObject({
          code: "DAMAGED_BATCH",
          file,
          offset: 1,
          next: 2,
          message: expect.stringContaining(`${file}, byte ${starts[1]}, offset 1: `),
        });
      }
      expect(values).toEqual(["0"]);
      await consumer.commit({topic: "t", partition: 0, offset: 1});
      await read();
      expect(values).toEqual(["0", "2", "3", "4"]);
      expect((await stat(file)).size).toBe(bytes.length);
      await log.close();
    }
  });

  it("is reported in an older segment too, also when that segment ends too early", async () => {
    const folder = await newFolder();
    const log = await openLog(folder, {segmentBytes: 1000});
    const values = Array.from({length: 40}, (_, i) => `${i} `.padEnd(100, "x"));
    await sendEach(log, values);
    await log.close();
    const files = await segments(folder);
    expect(files.length).toBeGreaterThan(4);
    await truncate(files[1], (await stat(files[1])).size - 10);
    const again = await openLog(folder);
    const consumer = await again.consume({topics: ["t"], from: "earliest"});
    const first = Number(/(\d+)\.log$/.exec(files[1])![1]);
    const second = Number(/(\d+)\.log$/.exec(files[2])![1]);
    const got: string[] = [];
    const read = async () => {
      for await (const batch of consumer) {
        got.push(...batch.map(textOf));
        if (got.length >= values.length - 1) return;
      }
    };
    await expect(read()).rejects.toMatchObject({file: files[1], offset: second - 1, next: second});
    expect(first).toBeLessThan(second - 1);
    await consumer.commit({topic: "t", partition: 0, offset: second - 1});
    await read();
    expect(got).toEqual(values.filter((_, i) => i !== second - 1));
  });
});

describe("an embedded log's positions", () => {
  it("survive a torn tail of their file at every byte", async () => {
    const folder = await newFolder();
    const log = await openLog(folder);
    await sendEach(log, ["0", "1", "2"]);
    const consumer = await log.consume({topics: ["t"], group: "a/b c", from: "committed"});
    for (const offset of [0, 1]) await consumer.commit({topic: "t", partition: 0, offset});
    await log.close();
    const path = join(folder, "groups", "a%2Fb%20c.positions");
    const bytes = await readFile(path);
    const lineEnd = bytes.indexOf(10) + 1;
    for (let length = lineEnd; length <= bytes.length; length++) {
      await writeFile(path, bytes.subarray(0, length));
      const again = await openLog(folder);
      const reader = await again.consume({topics: ["t"], group: "a/b c", from: "committed"});
      for await (const [entry] of reader) {
        expect(entry.offset).toBe(length === bytes.length ? 2 : 1);
        break;
      }
      await reader.commit({topic: "t", partition: 0, offset: 2});
      await again.close();
      expect((await readFile(path, "utf8")).trim().split("\n").at(-1)).toMatch(/ t 0 3$/);
    }
  });

  it("stay small after many commits, and remain correct", async () => {
    const folder = await newFolder();
    const log = await openLog(folder);
    await sendEach(log, ["0", "1", "2", "3", "4"]);
    const consumer = await log.consume({topics: ["t"], group: "g", from: "committed"});
    for (let i = 0; i < 10; i++) {
      await Promise.all(
        Array.from({length: 1000}, (_, k) => consumer.commit({topic: "t", partition: 0, offset: k % 4})),
      );
    }
    await log.close();
    expect((await stat(join(folder, "groups", "g.positions"))).size).toBeLessThan(1 << 17);
    const again = await openLog(folder);
    const reader = await again.consume({topics: ["t"], group: "g", from: "committed"});
    for await (const [entry] of reader) {
      expect(entry.offset).toBe(4);
      break;
    }
  });

  it("are limited to the end of a log that has lost its tail", async () => {
    const {folder, file, starts} = await threeBatches();
    let log = await openLog(folder);
    const consumer = await log.consume({topics: ["t"], group: "g", from: "committed"});
    await consumer.commit({topic: "t", partition: 0, offset: 4});
    await log.close();
    await truncate(file, starts[2]);
    log = await openLog(folder);
    await sendEach(log, ["new 2", "new 3", "new 4", "new 5"]);
    await log.close();
    log = await openLog(folder);
    const reader = await log.consume({topics: ["t"], group: "g", from: "committed"});
    for await (const [entry] of reader) {
      expect(textOf(entry)).toBe("new 2");
      break;
    }
  });
});

describe("a copied log", () => {
  it("opens in another folder", async () => {
    const {folder} = await threeBatches();
    const elsewhere = join(await newFolder(), "copy");
    await mkdir(elsewhere);
    await cp(join(folder, "topics"), join(elsewhere, "topics"), {recursive: true});
    await copyFile(join(folder, "topics.json"), join(elsewhere, "topics.json"));
    expect(await valuesIn(await openLog(elsewhere))).toEqual(["0", "1", "2", "3", "4"]);
  });
});
