import type {ReportSpec} from "./reportSpec.js";

/** A file with its size and SHA-256, hexadecimal. */
export interface HashedFile {
  path: string;
  bytes: number;
  sha256: string;
}

/** What a report consists of, and what it was made from. */
export interface ReportManifest {
  format: "lapbook-report";
  version: 1;
  /** version of Lapbook, and hash of the program that shows the report */
  lapbook: string;
  program: string;
  redacted: boolean;
  /** of the archive that the report carries, unpacked */
  files: HashedFile[];
  /** of the archive from which it was made */
  sources: HashedFile[];
  /** what did not come along, for the reader */
  leftOut: string[];
}

/** What a report says of itself. */
export interface AboutReport {
  manifest: ReportManifest;
  spec: ReportSpec;
}

/** SHA-256 of bytes, hexadecimal. */
export type Sha256 = (bytes: Uint8Array) => string | Promise<string>;

/** Files with their sizes and hashes, sorted by path. */
export function hashedFiles(files: ReadonlyMap<string, Uint8Array>, sha256: Sha256): Promise<HashedFile[]> {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(sorted.map(async ([path, bytes]) => ({path, bytes: bytes.length, sha256: await sha256(bytes)})));
}
