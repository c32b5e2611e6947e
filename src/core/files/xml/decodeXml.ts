import {decodeText, textBytes} from "../csv/csvText.js";
import {LogFileError} from "../importedLog.js";

/** An XML text, decoded as declared; without a declaration as UTF-8, or Windows-1252 where that is invalid. */
export function decodeXml(bytes: Uint8Array): string {
  const declared = /^<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(decodeText(bytes.subarray(0, 200)))?.[1];
  if (declared && !/^utf-?(8|16)$/i.test(declared)) {
    try {
      return new TextDecoder(declared).decode(bytes);
    } catch {
      throw new LogFileError(`unknown encoding: ${declared}`, "line 1");
    }
  }
  return decodeText(textBytes(bytes));
}
