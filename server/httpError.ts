import {isBadInput, oneLine} from "./userError.js";

/** An error with the status of its response. */
export class HttpError extends Error {
  override name = "HttpError";
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 409 | 413 | 415 | 422 | 500 | 501 | 502 | 507,
    message: string,
    /** how to ask instead */
    readonly hint?: string,
  ) {
    super(message);
  }
}

const STATUS_OF_CODE: Record<string, HttpError["status"]> = {ENOENT: 404, EEXIST: 409, ENOSPC: 507, EDQUOT: 507};

/** The response for anything thrown. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return new HttpError(isBadInput(error) ? 400 : (STATUS_OF_CODE[code ?? ""] ?? 500), oneLine(error));
}
