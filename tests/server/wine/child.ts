import {setTimeout as sleep} from "node:timers/promises";
import {AcPagesCollector} from "../../../server/collectors/acPagesCollector.js";
import {type Koffi, windowsPages} from "../../../server/collectors/pages/windowsPages.js";
import {MAPPING_NAMES, PAGE_NAMES} from "../../../src/core/games/ac/pages.js";
import type {PageSink} from "../../../src/core/sim/games/acPagesWriter.js";
import {payloadsOf} from "../collectors/support.js";
import {driveInto} from "./drive.js";

// node.exe child.mjs read|write: the collector and a game beside it, as they run on a driver's PC

/** Shared memory as the game makes it. */
async function mappings(): Promise<PageSink> {
  const name = "koffi";
  const koffi: Koffi = (await import(name)).default;
  const library = koffi.load("kernel32.dll");
  const bind = (definition: string) => library.func(definition) as (...args: unknown[]) => unknown;
  const create = bind(
    "void *__stdcall CreateFileMappingW(intptr_t file, void *security, uint32_t protect, uint32_t high, uint32_t low, const char16_t *name)",
  );
  const map = bind(
    "void *__stdcall MapViewOfFile(void *h, uint32_t access, uint32_t high, uint32_t low, size_t bytes)",
  );
  const copy = bind("void __stdcall RtlMoveMemory(void *to, const uint8_t *from, size_t bytes)");
  const readWrite = 4;
  const mapWrite = 2;
  const views = Object.fromEntries(
    PAGE_NAMES.map((page) => [
      page,
      map(create(-1, null, readWrite, 0, 2048, `Local\\${MAPPING_NAMES[page]}`), mapWrite, 0, 0, 0),
    ]),
  );
  return {write: (page, bytes) => void copy(views[page], bytes, bytes.length)};
}

async function write(): Promise<void> {
  await driveInto(await mappings());
  // its last page is read before it goes
  await sleep(500);
}

/** A line a datagram, and one for each change of state; ends when the game has come and gone. */
async function read(): Promise<void> {
  const collector = new AcPagesCollector(await windowsPages());
  let said = "";
  let found = false;
  const watching = setInterval(() => {
    const state = collector.stats().state!.split(" ", 1)[0];
    if (state === said) return;
    console.log(`state ${state}`);
    said = state;
    found ||= state === "live";
    if (found && state === "waiting") void collector.close();
  }, 20);
  for await (const batch of collector)
    for (const bytes of payloadsOf(batch)) console.log(`page ${Buffer.from(bytes).toString("base64")}`);
  clearInterval(watching);
  console.log(`torn ${collector.stats().errors}`);
}

await {read, write}[process.argv[2]]!();
process.exit();
