import {html} from "npm:htl";

/** Something is on its way. */
export function loadingState(text: string): HTMLElement {
  return html`<p class="lb-loading" role="status">${text}</p>`;
}

/** What went wrong, in one line that says how to mend it. */
export function errorState(error: unknown): HTMLElement {
  const message = error instanceof Error ? error.message : String(error);
  return html`<p class="lb-error" role="alert"><strong>Not shown.</strong> ${message}</p>`;
}

/** Nothing here yet; the content says what to do. */
export function emptyState(...content: (Node | string)[]): HTMLElement {
  return html`<div class="lb-empty">${content}</div>`;
}
