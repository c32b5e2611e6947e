import {CHANNELS, channelOf} from "../src/core/channels/catalogue.js";
import {createRow, rowIndex, type TelemetryRow} from "../src/core/channels/telemetryRow.js";
import {codecOf} from "../src/core/messages/messagesCodec.js";
import {decodeTelemetry, encodeTelemetry} from "../src/core/messages/protobufTelemetry.js";
import {TELEMETRY_FIELDS} from "../src/core/messages/schema.js";
import {messageObject, protobufjs} from "../tests/support/messages.js";
import {seeded} from "../tests/support/seeded.js";
import {type BenchRow, main, measure} from "./support.js";

// How fast is a TelemetryMessage written and read, against protobufjs' static code with identical bytes?
//
// The static code is that of `pbjs -t static-module`: its `encode` and `decode` come from the same generators as those that
// protobufjs compiles a reflected type to, statement for statement. So the compiled ones stand here for it, and a clean `npm ci`
// is all that is needed. Measured beside the file that pbjs writes (protobufjs-cli 2.7.1), their times were equal within a tenth.

const NEED = 2;
/** share of the bytes of JSON */
const NEED_BYTES = 0.25;

/** A car's message as a full grid sends it: frame, lap, motion, telemetry, status; some eighty fields. */
function samples(): TelemetryRow[] {
  const random = seeded(1);
  const parts = new Set(["frame", "lap", "motion", "telemetry", "status"]);
  const known = new Set(CHANNELS.filter((c) => parts.has(c.part)).map((c) => c.name));
  return Array.from({length: 256}, (_, i) => {
    const row = createRow();
    for (const {name, type, index} of TELEMETRY_FIELDS) {
      if (!known.has(name)) continue;
      const {range = [0, 300]} = channelOf(name);
      const value = range[0] + random() * (range[1] - range[0]);
      row[index] = type === "float" ? Math.fround(value) : type === "double" ? value : Math.trunc(value) + 0;
    }
    row[rowIndex("timestamp")] = 1_795_988_000_000 + i * 17;
    row[rowIndex("frame")] = 10_000 + i;
    row[rowIndex("overallFrame")] = 10_000 + i;
    return row;
  });
}

export async function run(): Promise<BenchRow[]> {
  const library = await protobufjs();
  const rows = samples();
  const messages = rows.map((row) => encodeTelemetry(row).slice());
  const json = codecOf("json");
  const texts = rows.map((row) => json.encodeTelemetry(row));
  const out = createRow();
  let sink = 0;
  const each =
    <T>(items: readonly T[], work: (item: T) => number) =>
    (n: number) => {
      for (let i = 0; i < n; i++) sink += work(items[i & 255]);
    };
  const size = messages[0].length;
  const writers = [{name: "generated writer", run: each(rows, (row) => encodeTelemetry(row).length)}];
  const readers = [{name: "generated reader", run: each(messages, (bytes) => decodeTelemetry(bytes, out)[0])}];
  if (library) {
    const type = library.lookupType("TelemetryMessage");
    const objects = rows.map(messageObject);
    objects.forEach((object, i) => {
      if (Buffer.compare(type.encode(object).finish(), messages[i])) throw new Error("bytes differ from protobufjs'");
    });
    writers.push({name: "protobufjs static", run: each(objects, (object) => type.encode(object).finish().length)});
    readers.push({
      name: "protobufjs static",
      run: each(messages, (bytes) => Object.keys(type.decode(bytes)).length),
    });
  }
  writers.push({name: "JSON", run: each(rows, (row) => json.encodeTelemetry(row).length)});
  readers.push({name: "JSON", run: each(texts, (text) => json.decodeTelemetry(text, out)[0])});
  const found: BenchRow[] = [];
  for (const [what, candidates, need] of [
    ["writing", writers, NEED],
    ["reading", readers, 0],
  ] as const) {
    const question = `${what} a TelemetryMessage: ${rows[0].filter((v) => !Number.isNaN(v)).length} fields, ${size} bytes (JSON ${texts[0].length})`;
    for (const {name, micros, ratio} of await measure([...candidates])) {
      const judged = need > 0 && name.startsWith("protobufjs");
      found.push({
        question,
        candidate: name,
        value: micros,
        unit: "µs",
        ratio,
        need: judged ? `≥ ${need}×` : "",
        ok: !judged || ratio >= need,
      });
    }
  }
  const share = size / texts[0].length;
  found.push({
    ...{question: "size of a TelemetryMessage", candidate: "share of JSON", value: share, unit: "×"},
    ...{need: `≤ ${NEED_BYTES}×`, ok: share <= NEED_BYTES},
  });
  if (!(Math.abs(sink) >= 0)) throw new Error("nothing was written");
  return found;
}

await main(import.meta.url, run);
