import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {importCapture} from "../../../loaders/archive/importCapture.js";
import {CaptureFile} from "../../../loaders/captures/readCapture.js";
import {readSamples} from "../../../src/core/archive/samples.js";
import type {LapRow, SessionFile} from "../../../src/core/archive/types.js";
import {sharedData} from "../../support/sharedData.js";

/** The true values of real recordings, read from the data by other programs than this one. */
interface Truth {
  packets: number;
  byId: Record<string, number>;
  packetFormat: number;
  sessionUID: string;
  durationS?: number;
  trackId: number;
  track: string;
  trackLength: number;
  topSpeedKmh: number;
  playerCarIndex?: number;
  lapDistanceMin?: number;
  lapDistanceMax?: number;
  lapDataFrames?: {kept: number; span: number};
  network?: {duplicated: number};
  flashback?: {atFrame: number; toFrame: number; framesToDiscard: number};
  laps?: {
    car: number;
    lap: number;
    lapTimeMs: number | null;
    sectorsMs: number[] | null;
    complete: boolean;
    frames?: number;
    lapDataFramesKept?: number;
    currentLapTimeMs?: [number, number];
    distance?: [number, number];
    topSpeedKmh?: number;
  }[];
}

const truthFile = sharedData("ground-truth.json");
const truths: [string, Truth][] = truthFile
  ? Object.entries(JSON.parse(readFileSync(truthFile, "utf8")) as Record<string, Truth>).filter(
      ([file]) => /^f1-udp\/(derived|recordings)\//.test(file) && !file.endsWith(".md"),
    )
  : [];

describe.skipIf(truths.length === 0)("importing real captures gives their expected values", () => {
  let recordings: string;
  beforeAll(async () => {
    recordings = await mkdtemp(join(tmpdir(), "lapbook-conformance-"));
  });
  afterAll(() => rm(recordings, {recursive: true, force: true}));

  describe.each(truths)("%s", (file, truth) => {
    const folder = file.replaceAll("/", "-");
    let session: SessionFile;
    let laps: LapRow[];

    beforeAll(async () => {
      const {sessions} = await importCapture(sharedData(file)!, {recordings: join(recordings, folder)});
      expect(sessions).toHaveLength(1);
      ({session, laps} = sessions[0]);
    });

    it("counts every packet", () => {
      expect(session.ledger.received).toBe(truth.packets);
      expect(session.ledger.byId).toEqual(truth.byId);
      expect(session.ledger.malformed).toBe(0);
      expect(session.ledger.duplicated).toBe(truth.network?.duplicated ?? 0);
    });

    it("identifies the session", () => {
      expect(session.uid).toBe(truth.sessionUID);
      expect(session.source.format).toBe(truth.packetFormat);
      expect(session.track).toMatchObject({id: truth.trackId, name: truth.track, lengthM: truth.trackLength});
      if (truth.playerCarIndex !== undefined) expect(session.playerCar).toBe(truth.playerCarIndex);
      if (truth.durationS !== undefined) expect(session.durationS).toBeCloseTo(truth.durationS, 2);
    });

    it("gives every lap and sector to the millisecond", () => {
      const found = laps.map(({car, lap, lapTimeMs, complete, sector1Ms, sector2Ms, sector3Ms}) => {
        const sectors = lapTimeMs === null ? null : [sector1Ms, sector2Ms, sector3Ms];
        return {car, lap, lapTimeMs, complete, sectorsMs: sectors};
      });
      const expected = truth.laps?.map(({car, lap, lapTimeMs, complete, sectorsMs}) => ({
        car,
        lap,
        lapTimeMs,
        complete,
        sectorsMs,
      }));
      if (expected) expect(found).toEqual(expected);
    });

    it("gives the top speeds", () => {
      expect(Math.max(...laps.map((lap) => lap.topSpeedKmh ?? 0))).toBe(truth.topSpeedKmh);
      for (const {car, lap, topSpeedKmh} of truth.laps ?? []) {
        if (topSpeedKmh === undefined) continue;
        expect(laps.find((l) => l.car === car && l.lap === lap)?.topSpeedKmh).toBe(topSpeedKmh);
      }
    });

    it("counts lost frames, gives each lap's coverage, and removes samples before a flashback", () => {
      const {lapDataFrames, flashback} = truth;
      if (lapDataFrames) {
        expect(session.ledger.spanFrames).toBe(lapDataFrames.span);
        expect(session.ledger.lostFrames).toBe(lapDataFrames.span - lapDataFrames.kept);
      }
      expect(session.ledger.flashbacks).toBe(flashback ? 1 : 0);
      if (flashback) {
        expect(session.flashbacks[0]).toMatchObject({toFrame: flashback.toFrame});
        // a frame whose packets were all lost could not be taken back
        expect(session.ledger.supersededSamples).toBeGreaterThan(0.97 * flashback.framesToDiscard);
        expect(session.ledger.supersededSamples).toBeLessThanOrEqual(flashback.framesToDiscard);
      }
      for (const {car, lap, frames, lapDataFramesKept, complete} of truth.laps ?? []) {
        if (frames === undefined) continue;
        const found = laps.find((l) => l.car === car && l.lap === lap)!;
        if (complete) expect(found.coverage).toBeCloseTo((lapDataFramesKept ?? frames) / frames, 2);
        // with four packets a frame, hardly a frame is lost whole
        expect(found.samples).toBeGreaterThan(0.99 * frames);
        expect(found.samples).toBeLessThanOrEqual(frames);
      }
    });

    it("keeps distance and running lap time of the samples as sent", async () => {
      for (const {car, lap, distance, currentLapTimeMs, lapDataFramesKept} of truth.laps ?? []) {
        if (!distance || !currentLapTimeMs) continue;
        const row = laps.find((l) => l.car === car && l.lap === lap)!;
        const samples = readSamples(await readFile(join(recordings, folder, session.id, row.file!)));
        const known = (name: string) => samples.values(name).filter((v) => !Number.isNaN(v));
        const metres = known("lapDistance");
        const ms = known("currentLapTimeMs");
        if (lapDataFramesKept !== undefined) {
          expect(metres.length).toBe(lapDataFramesKept);
          continue;
        }
        expect(metres[0]).toBeCloseTo(distance[0], 2);
        expect(metres.at(-1)).toBeCloseTo(distance[1], 2);
        expect([ms[0], ms.at(-1)]).toEqual(currentLapTimeMs);
        const times = samples.values("sessionTime");
        for (let i = 1; i < times.length; i++) expect(times[i]).toBeGreaterThan(times[i - 1]);
      }
      if (truth.lapDistanceMin !== undefined) {
        const metres: number[] = [];
        for (const {file: samples} of laps) {
          const bytes = await readFile(join(recordings, folder, session.id, samples!));
          metres.push(
            ...readSamples(bytes)
              .values("lapDistance")
              .filter((v) => !Number.isNaN(v)),
          );
        }
        expect(Math.min(...metres)).toBeCloseTo(truth.lapDistanceMin, 1);
        expect(Math.max(...metres)).toBeCloseTo(truth.lapDistanceMax!, 1);
      }
    });

    it("keeps every byte, address and arrival time in the archived capture", async () => {
      const archived = join(recordings, folder, session.id, session.capture.file);
      const timed = !file.endsWith(".bin");
      expect(await digest(archived, timed)).toEqual(await digest(sharedData(file)!, timed));
    });
  });

  it("recognises a recording in another container", async () => {
    const [pcap, pcapng] = ["pcap", "pcapng"].map((ending) =>
      sharedData(`f1-udp/derived/recordings/full_lap_20260112_160501.${ending}.gz`),
    );
    const target = join(recordings, "containers");
    const first = await importCapture(pcap!, {recordings: target});
    const second = await importCapture(pcapng!, {recordings: target});
    expect(second.sessions[0].status).toBe("unchanged");
    expect(second.sessions[0].session).toEqual(first.sessions[0].session);
  });
});

/** Addresses, bytes and (where the container has a date) arrival of the datagrams: how many, and a hash. */
async function digest(path: string, timed: boolean): Promise<{count: number; hash: string}> {
  const hash = createHash("sha256");
  let count = 0;
  for await (const batch of new CaptureFile(path)) {
    for (let i = 0; i < batch.count; i++) {
      const bytes = batch.bytes.subarray(batch.offset[i], batch.offset[i] + batch.length[i]);
      const {source, target, sourcePort, targetPort} = batch.flows[batch.flow[i]];
      const when = timed ? `${batch.seconds[i]}.${batch.nanos[i]}` : "";
      hash.update(`${when} ${source}:${sourcePort} ${target}:${targetPort} ${bytes.length}\n`).update(bytes);
      count++;
    }
  }
  return {count, hash: hash.digest("hex")};
}
