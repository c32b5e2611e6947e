import {html} from "npm:htl";

/** Shown while something loads. */
function loadingState(text: string): HTMLElement {
  return html`<p class="lb-loading" role="status">${text}</p>`;
}

/** An error; its message names the remedy. */
export function errorState(error: unknown): HTMLElement {
  const message = error instanceof Error ? error.message : String(error);
  return html`<p class="lb-error" role="alert"><strong>Not shown.</strong> ${message}</p>`;
}

/** Shown where there is no data yet; the content names the next step. */
export function emptyState(...content: (Node | string)[]): HTMLElement {
  return html`<div class="lb-empty">${content}</div>`;
}

/**
 * Shows `loading` until the promise settles, then the rendered value or the error. With `subject`, an error hides the rest
 * of the page.
 */
export function settled<T>(
  promise: PromiseLike<T>,
  render: (value: T) => Node | string | Promise<Node | string>,
  {loading, subject = false}: {loading: string; subject?: boolean},
): HTMLElement {
  const root = html`<div aria-busy="true">${loadingState(loading)}</div>`;
  const show = (content: Node | string) => {
    root.replaceChildren(content);
    root.removeAttribute("aria-busy");
  };
  Promise.resolve(promise)
    .then(render)
    .then(show)
    .catch((error) => {
      if (subject) root.classList.add("lb-subject");
      show(errorState(error));
    });
  return root;
}

/** Rejects with advice, for pages that need a session when the library is empty. */
export function noSession(): Promise<never> {
  return Promise.reject(
    new Error("the library is empty: import a capture there, or run npm run -s lapbook -- simulate"),
  );
}
