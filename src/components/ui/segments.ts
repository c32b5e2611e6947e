import {html} from "npm:htl";

/** Buttons of which one is chosen; calls `onChoose` with its key. */
export function segments<K extends string>(
  label: string,
  options: readonly {key: K; label: string; title?: string}[],
  chosen: K,
  onChoose: (key: K) => void,
): HTMLElement {
  const buttons = options.map(({key, label, title}) => {
    const button = html<HTMLButtonElement>`<button type="button" class="lb-button" title=${title ?? null} aria-pressed=${String(key === chosen)}>${label}</button>`;
    button.addEventListener("click", () => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
      onChoose(key);
    });
    return button;
  });
  return html<HTMLElement>`<span class="lb-segments" role="group" aria-label=${label}>${buttons}</span>`;
}
