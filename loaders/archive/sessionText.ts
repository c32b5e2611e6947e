import type {SessionFile} from "../../src/core/archive/types.js";

/** The content of session.json. */
export function sessionText(session: SessionFile): string {
  return `${JSON.stringify(session, undefined, 1)}\n`;
}
