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

/**
 * Shows `loading` until the promise settles, then what `render` makes of it, or the error. With `subject`, an error hides
 * the rest of the page, which is about nothing else.
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

/** Rejects with what to do where a page needs a session and the library has none. */
export function noSession(): Promise<never> {
  return Promise.reject(
    new Error("the library is empty: import a capture there, or run npm run -s lapbook -- simulate"),
  );
}
