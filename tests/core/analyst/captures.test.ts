import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {importCapture} from "../../../loaders/archive/importCapture.js";
import {CaptureFile} from "../../../loaders/captures/readCapture.js";
import {Analyst} from "../../../src/core/analyst/analyst.js";
import {readLaps} from "../../../src/core/archive/laps.js";
import type {Format} from "../../../src/core/games/f1/formats.js";
import {FrameRows} from "../../../src/core/games/f1/frameRows.js";
import {createHeader, readHeader} from "../../../src/core/games/f1/header.js";
import {identify, Verdict} from "../../../src/core/games/f1/identify.js";
import {LiveFrames} from "../../../src/core/games/f1/liveFrames.js";
import type {LapEvent, LiveEvent} from "../../../src/core/messages/events.js";
import {sharedData} from "../../support/sharedData.js";

/** Real captures: the analyst's events of the running session against the archive of it. */
const CAPTURES = [
  "laps/2023_austria_3_cars.pcap.gz",
  "laps/2025_melbourne_79782ms.pcap.gz",
  "laps/2023_austria_65911ms_car0.pcap.gz",
].map((name) => `f1-udp/derived/${name}`);

async function live(path: string): Promise<LiveEvent[]> {
  const analyst = new Analyst();
  const header = createHeader();
  let frames: LiveFrames | undefined;
  for await (const batch of new CaptureFile(path)) {
    for (let i = 0; i < batch.count; i++) {
      const {view} = batch;
      if (identify(view, batch.offset[i], batch.length[i]) !== Verdict.ok) continue;
      readHeader(view, batch.offset[i], header);
      frames ??= framesOf(header.packetFormat as Format, analyst);
      frames.accept(header, view, batch.offset[i], batch.length[i]);
    }
  }
  frames?.flush();
  analyst.end("s");
  return analyst.drain().map(({event}) => event);
}

function framesOf(format: Format, analyst: Analyst): LiveFrames {
  const rows = new FrameRows(format);
  const frames = new LiveFrames(format, (frame) => {
    for (let car = 0; car < 22; car++) {
      const row = rows.of(frame, car, {trackLengthM: 0, player: 255});
      if (row) analyst.sample("s", row);
    }
  });
  return frames;
}

describe.each(CAPTURES)("%s", (name) => {
  const path = sharedData(name);
  it.skipIf(!path)("gives live the lap and sector times of the archive", async () => {
    const found = await live(path!);
    const recordings = await mkdtemp(join(tmpdir(), "lapbook-analyst-"));
    try {
      const {sessions} = await importCapture(path!, {recordings});
      const rows = readLaps(await readFile(join(recordings, sessions[0].session.id, "laps.arrows")));
      const laps = found.filter((e): e is LapEvent => e.topic === "lap-events");
      const told = laps.map(({car, lap, lapTimeMs, valid}) => ({car, lap, lapTimeMs, valid}));
      const archived = rows.filter((r) => r.complete && r.lapTimeMs);
      expect(archived.length).toBeGreaterThan(0);
      for (const {car, lap, lapTimeMs, valid} of archived) expect(told).toContainEqual({car, lap, lapTimeMs, valid});
      for (const {car, lap, sector1Ms, sector2Ms} of archived) {
        const event = laps.find((l) => l.car === car && l.lap === lap)!;
        expect([event.sector1Ms, event.sector2Ms]).toEqual([sector1Ms, sector2Ms]);
        const sectors = found.filter((e) => e.topic === "sector-times" && e.car === car && e.lap === lap);
        expect(sectors.map((e) => e.topic === "sector-times" && e.timeMs)).toEqual([
          event.sector1Ms,
          event.sector2Ms,
          event.sector3Ms,
        ]);
      }
    } finally {
      await rm(recordings, {recursive: true});
    }
  });
});
