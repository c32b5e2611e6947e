import {HttpError} from "../httpError.js";

/** The refusal of a session that does not exist, or that the caller does not see: nobody can tell which. */
export function unknownSession(id: string): HttpError {
  return new HttpError(404, `unknown session: ${id}`, "GET /api/v1/sessions lists them");
}
