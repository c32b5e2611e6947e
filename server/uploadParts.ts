import {HttpError} from "./httpError.js";

/** A part of an upload's body: the file itself, a companion file, or the user's choices as JSON. */
export interface UploadPart {
  kind: "file" | "companion" | "choices";
  name: string;
  /** bytes; undefined: the whole body */
  size: number | undefined;
}

const MOST_PARTS = 20;
const MOST_CHOICES = 1 << 20;

/**
 * Parses the description of an import's body, in order: `[{"kind": "companion", "name": "run.ldx", "size": 812}, …,
 * {"kind": "file", "size": 104857600}]`. Without a description the body is the file. Throws 400.
 */
export function uploadParts(text: string | undefined): UploadPart[] {
  if (!text) return [{kind: "file", name: "", size: undefined}];
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    // reported below
  }
  if (!Array.isArray(given) || given.length > MOST_PARTS) throw wrong("a list of parts");
  const parts = given.map((part): UploadPart => {
    const {kind, name = "", size} = (part ?? {}) as Record<string, unknown>;
    if (kind !== "file" && kind !== "companion" && kind !== "choices") throw wrong("a kind");
    if (typeof name !== "string" || (kind === "companion" && name === "")) throw wrong("a name");
    if (typeof size !== "number" || !Number.isSafeInteger(size) || size < 0) throw wrong("a size");
    if (kind === "choices" && size > MOST_CHOICES) throw wrong("smaller choices");
    return {kind, name, size};
  });
  if (parts.filter(({kind}) => kind === "file").length !== 1) throw wrong("one file");
  if (parts.filter(({kind}) => kind === "choices").length > 1) throw wrong("one set of choices");
  return parts;
}

function wrong(what: string): HttpError {
  return new HttpError(400, `invalid parts: expected ${what}`);
}
