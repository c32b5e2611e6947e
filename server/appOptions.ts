import type {LibraryIndex, LogChoices} from "../src/core/archive/types.js";
import type {ReportSpec} from "../src/core/report/reportSpec.js";
import type {DerivedPart} from "../src/core/sql/derived.js";
import type {AccessParts} from "./access/accessControl.js";
import type {Kernel} from "./kernel.js";
import type {BuildStatus} from "./pageBuild.js";

export interface LibraryImportOptions {
  onProgress: (fraction: number, text: string) => void;
  signal: AbortSignal;
  /** files that belong to it (`run.ldx` beside `run.ld`), with their original names */
  companions?: readonly {path: string; name: string}[];
  /** the intact part of a damaged capture is imported */
  salvage?: boolean;
  /** the user's choices where the file is ambiguous */
  choices?: LogChoices;
}

/** The archive, as the routes use it. */
export interface Library {
  index(): Promise<LibraryIndex>;
  /** imports `file`, whose original name is `name`; resolves to the last line of the answer */
  importCapture?(file: string, name: string, options: LibraryImportOptions): Promise<{sessions: unknown[]}>;
  /** imports an archived log again with other choices; resolves to the last line of the answer */
  remake?(id: string, options: Omit<LibraryImportOptions, "companions" | "salvage">): Promise<{sessions: unknown[]}>;
  /** moves the session to the trash; throws ENOENT when there is none */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** a file made from a session's laps, kept or new; throws ENOENT for an unknown session */
  derived?(id: string, part: DerivedPart): Promise<Uint8Array>;
  /** a report of the archive's sessions; throws a LapError, or `unknown session: …` */
  report?(spec: ReportSpec, options?: {signal?: AbortSignal}): Promise<{html: string; kept?: readonly string[]}>;
}

export interface AppOptions {
  version: string;
  /** folder of the archive */
  recordings: string;
  /** folder of the user's notebooks */
  notebooks: string;
  /** folder of the built pages */
  dist: string;
  /** of a build of the pages that has not succeeded yet; absent: dist is complete */
  buildStatus?: () => BuildStatus | undefined;
  /** `http://127.0.0.1:1234` of a running preview, instead of dist */
  preview?: string;
  library: Library;
  /** live sources, log and recorder; absent when only the archive is served */
  kernel?: Pick<Kernel, "stats" | "health" | "recentEvents" | "simulate" | "simulator" | "replay" | "end" | "command">;
  /** why live data is not available, if it should be */
  noLive?: string;
  host: string;
  /** further names of this server, as a proxy or the network calls it */
  hosts?: readonly string[];
  /** origins of other sites whose pages may read with a key of their own */
  origins?: readonly string[];
  /** who may come in; absent: everybody is the owner */
  access?: AccessParts;
  udpPort: number;
  importLimitBytes: number;
  log: (text: string) => void;
}
