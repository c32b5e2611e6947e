import {HttpError} from "../httpError.js";
import {jsonObject} from "../jsonObject.js";

/** The JSON object in a request's body; empty for an empty body. Throws 400 for anything else. */
export async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  const body = text === "" ? {} : jsonObject(text);
  if (!body) throw new HttpError(400, "invalid request: expected a JSON object");
  return body;
}
