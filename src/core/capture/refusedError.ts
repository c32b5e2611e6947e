import {CaptureError} from "./batch.js";

/** The capture is whole, but of a kind that is not read. Reading tolerantly does not help. */
export class RefusedError extends CaptureError {
  override name = "RefusedError";
}
