import type {LibraryIndex, LogChoices} from "../src/core/archive/types.js";
import type {Kernel} from "./kernel.js";
import type {BuildStatus} from "./pageBuild.js";

export interface LibraryImportOptions {
  onProgress: (fraction: number, text: string) => void;
  signal: AbortSignal;
  /** files that belong to it (`run.ldx` beside `run.ld`); `name` is what their owner calls them */
  companions?: readonly {path: string; name: string}[];
  /** what the user chose where a log of another tool leaves it open */
  choices?: LogChoices;
}

/** The archive, as the routes need it. */
export interface Library {
  index(): Promise<LibraryIndex>;
  /** `file` holds the bytes, `name` is what its owner calls it; resolves to what the last line of the answer says */
  importCapture?(file: string, name: string, options: LibraryImportOptions): Promise<{sessions: unknown[]}>;
  /** makes an imported log anew with other choices; resolves to what the last line of the answer says */
  remake?(id: string, options: Omit<LibraryImportOptions, "companions">): Promise<{sessions: unknown[]}>;
  /** keeps the session aside; throws ENOENT when there is none */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
}

export interface AppOptions {
  version: string;
  /** folder of the archive */
  recordings: string;
  /** folder of the built pages */
  dist: string;
  /** of a build of the pages that has not succeeded yet; absent: dist is complete */
  buildStatus?: () => BuildStatus | undefined;
  /** `http://127.0.0.1:1234` of a running preview, instead of dist */
  preview?: string;
  library: Library;
  /** live sources, log and recorder; absent where only the archive is served */
  kernel?: Pick<Kernel, "stats" | "topics" | "complaints" | "simulate" | "simulator" | "replay" | "end" | "command">;
  /** why there should be live data and is none */
  noLive?: string;
  host: string;
  udpPort: number;
  importLimitBytes: number;
  log: (text: string) => void;
}
