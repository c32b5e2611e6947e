import {MAPPING_NAMES, PAGE_BYTES, PAGE_NAMES, type PageName} from "../../../src/core/games/ac/pages.js";
import {oneLine, UserError} from "../../userError.js";
import type {MappedPages} from "./mappedPages.js";

/** The part of `koffi` that is used. */
export interface Koffi {
  load(library: string): {func(definition: string): (...args: never[]) => unknown};
}

type Call<A extends unknown[], R> = (...args: A) => R;
/** an address; null for none */
type Pointer = unknown;

/** The functions of Windows that are used. */
interface Kernel32 {
  open: Call<[access: number, inherit: boolean, name: string], Pointer>;
  map: Call<[handle: Pointer, access: number, high: number, low: number, bytes: number], Pointer>;
  unmap: Call<[view: Pointer], boolean>;
  closeHandle: Call<[handle: Pointer], boolean>;
  copy: Call<[to: Uint8Array, from: Pointer, bytes: number], void>;
}

const FILE_MAP_READ = 4;

/**
 * Shared memory of Windows by its names. Throws a UserError where `koffi`, an optional dependency, is missing.
 *
 * The system copies the memory, so it cannot be read after it was unmapped. A view is rounded up to whole pages of 4 KiB, so the size
 * of the longest page may always be copied.
 */
export async function windowsPages(load: (name: string) => Promise<{default: Koffi}> = bundled): Promise<MappedPages> {
  const koffi = await load("koffi").catch((error) => {
    const missing = (error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND";
    const why = missing ? "npm install koffi, then start again" : `koffi does not work here: ${oneLine(error)}`;
    throw new UserError(`Assetto Corsa's shared memory cannot be read: ${why}`);
  });
  const api = kernel32(koffi.default);
  const mapped = new Map<PageName, {handle: Pointer; view: Pointer}>();
  const rooms = Object.fromEntries(PAGE_NAMES.map((page) => [page, new Uint8Array(PAGE_BYTES[page])]));
  const close = () => {
    for (const {handle, view} of mapped.values()) {
      api.unmap(view);
      api.closeHandle(handle);
    }
    mapped.clear();
  };
  return {
    place: "Local\\acpmf_*",
    read(page) {
      const found = mapped.get(page);
      if (!found) return null;
      const room = rooms[page];
      api.copy(room, found.view, room.length);
      return room;
    },
    renew() {
      // an open handle keeps the mapping alive: only closing it shows whether the game still has it
      close();
      for (const page of PAGE_NAMES) {
        const handle = api.open(FILE_MAP_READ, false, `Local\\${MAPPING_NAMES[page]}`);
        if (!handle) continue;
        const view = api.map(handle, FILE_MAP_READ, 0, 0, 0);
        if (view) mapped.set(page, {handle, view});
        else api.closeHandle(handle);
      }
    },
    close,
  };
}

/** By a variable name, which the compiler does not resolve: the package is optional. */
function bundled(name: string): Promise<{default: Koffi}> {
  return import(name);
}

function kernel32(koffi: Koffi): Kernel32 {
  const library = koffi.load("kernel32.dll");
  const bind = (definition: string) => library.func(definition) as unknown;
  // timers of 8 ms instead of 16
  koffi.load("winmm.dll").func("uint32_t __stdcall timeBeginPeriod(uint32_t ms)")(1 as never);
  return {
    open: bind("void *__stdcall OpenFileMappingW(uint32_t access, bool inherit, const char16_t *name)"),
    map: bind("void *__stdcall MapViewOfFile(void *h, uint32_t access, uint32_t high, uint32_t low, size_t bytes)"),
    unmap: bind("bool __stdcall UnmapViewOfFile(void *view)"),
    closeHandle: bind("bool __stdcall CloseHandle(void *handle)"),
    copy: bind("void __stdcall RtlMoveMemory(_Out_ uint8_t *to, void *from, size_t bytes)"),
  } as Kernel32;
}
