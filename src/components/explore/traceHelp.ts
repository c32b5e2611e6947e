import {html} from "npm:htl";

const GESTURES: [string, string][] = [
  ["point", "the cursor moves through all charts, the map and the plots"],
  ["drag", "zoom to the stretch, or choose it as range with the range tool"],
  ["Alt drag", "choose a range"],
  ["Shift drag", "move along the lap"],
  ["wheel", "zoom, when the charts have the focus"],
  ["double-click", "the whole lap"],
  ["Ctrl click", "pin the cursor there"],
  ["click below the charts", "choose that corner or straight"],
  ["two fingers", "zoom and move"],
];

const KEYS: [string, string][] = [
  ["← →", "move the cursor; with Shift ten times as far"],
  ["Home End", "to the ends of what is shown, when the charts have the focus"],
  ["[ ]", "zoom to the corner before, to the next one"],
  ["1 2 …", "zoom to the corner of that number"],
  ["c", "choose the corner or straight at the cursor as range"],
  ["s e", "the range starts, ends at the cursor"],
  [", .", "the range before, the next one"],
  ["z x", "zoom to the range, remove it"],
  ["p", "pin the cursor; again to remove the pin"],
  ["+ − 0", "zoom in, out, to the whole lap"],
  ["y", "y axes of what is shown, or of the whole lap"],
  ["Backspace", "back to the zoom before, when the charts have the focus"],
  ["Esc", "no cursor"],
  ["?", "this help"],
];

/** Keys and gestures of the charts, in a dialog; `show()` opens it. */
export function traceHelp(): HTMLElement & {show(): void} {
  const list = (rows: [string, string][]) =>
    html`<dl>${rows.flatMap(([what, does]) => [html`<dt><kbd>${what}</kbd></dt>`, html`<dd>${does}</dd>`])}</dl>`;
  const dialog = html<HTMLDialogElement>`<dialog class="lb-help" aria-label="keys and gestures">
    <form method="dialog"><h3>Keys and gestures</h3><button type="submit" class="lb-button" aria-label="close">×</button></form>
    <div class="lb-help-lists"><section><h4>Keys, anywhere but in a field or menu</h4>${list(KEYS)}</section><section><h4>Pointer and touch</h4>${list(GESTURES)}</section></div>
  </dialog>`;
  return Object.assign(dialog as HTMLElement, {
    show() {
      if (!dialog.open) dialog.showModal();
    },
  });
}
