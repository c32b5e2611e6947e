import {HttpError} from "../httpError.js";

/** The JSON object in a request's body; empty for an empty body. Throws 400 for anything else. */
export async function jsonBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // reported below
  }
  throw new HttpError(400, "invalid request: expected a JSON object");
}
