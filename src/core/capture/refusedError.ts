import {CaptureError} from "./batch.js";

/** The capture is undamaged, but of a kind that is not supported. */
export class RefusedError extends CaptureError {
  override name = "RefusedError";
}
