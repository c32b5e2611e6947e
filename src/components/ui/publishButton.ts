import {html} from "npm:htl";
import type {OfferedView} from "./publishDialog.js";

/** A button that opens the dialog which makes a report of what a page shows. */
export function publishButton(page: string, views: () => readonly OfferedView[]): HTMLButtonElement {
  let isOpening = false;
  const open = async () => {
    // a disabled button loses the focus, which closing the dialog then cannot give back
    if (isOpening) return;
    isOpening = true;
    try {
      // all that computes reports: loaded when it is asked for
      const {openPublishDialog} = await import("./publishDialog.js");
      await openPublishDialog(page, views());
    } catch (error) {
      button.title = `Not opened: ${(error as Error).message}`;
      button.textContent = "Publish: not reached, try again";
    } finally {
      isOpening = false;
    }
  };
  const button = html<HTMLButtonElement>`<button type="button" class="lb-button lb-publish-open" aria-haspopup="dialog"
    title="one HTML file with these charts, numbers and laps" onclick=${open}>Publish…</button>`;
  return button;
}
