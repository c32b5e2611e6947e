import {HttpError} from "../httpError.js";

/** A stretch of an upload's body: the file itself, one that belongs to it, or the user's choices as JSON. */
export interface UploadPart {
  kind: "file" | "companion" | "choices";
  name: string;
  /** bytes; undefined: all there is */
  size: number | undefined;
}

/** More is no import by a person. */
const MOST_PARTS = 20;
const MOST_CHOICES = 1 << 20;

/**
 * What the body of an import is made of, one after the other: `[{"kind": "companion", "name": "run.ldx", "size": 812}, …,
 * {"kind": "file", "size": 104857600}]`. Without a description the body is the file. Throws 400.
 */
export function uploadParts(text: string | undefined): UploadPart[] {
  if (!text) return [{kind: "file", name: "", size: undefined}];
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    // told below
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
