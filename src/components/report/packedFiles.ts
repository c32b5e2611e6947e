import {bytesOfBase64} from "../../core/report/base64.js";
import type {AboutReport} from "../../core/report/manifest.js";
import {ABOUT_ID} from "../../core/report/reportHtml.js";

/** A file that the page carries, unpacked; null where it has none of that path. */
export async function packedFile(path: string): Promise<Uint8Array | null> {
  const element = document.querySelector(`script[data-path="${CSS.escape(path)}"]`);
  if (!element) return null;
  const bytes = bytesOfBase64(element.textContent!);
  const unpacked = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** What the page says of itself. */
export function aboutReport(): AboutReport {
  return JSON.parse(document.getElementById(ABOUT_ID)!.textContent!);
}
