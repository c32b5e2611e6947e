import {HttpError} from "./httpError.js";
import {jsonObject} from "./jsonObject.js";

const MOST_BYTES = 2 ** 20;

/** The JSON object in a request's body; empty for an empty body. Throws 413 for more than 1 MB, 400 for anything else. */
export async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const text = await limitedText(request);
  const body = text === "" ? {} : jsonObject(text);
  if (!body) throw new HttpError(400, "invalid request: expected a JSON object");
  return body;
}

/** Reads no further than the limit: the length that a request declares may be absent. */
async function limitedText({headers, body}: Request): Promise<string> {
  const tooLarge = () => new HttpError(413, "the request is too large: at most 1 MB");
  if (Number(headers.get("content-length") ?? 0) > MOST_BYTES) throw tooLarge();
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw tooLarge();
    text += decoder.decode(chunk, {stream: true});
  }
  return text + decoder.decode();
}
