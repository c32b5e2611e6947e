import {html} from "npm:htl";

/** A tag; with `onRemove` it has a button for that. */
export function tagChip(tag: string, onRemove?: () => void): HTMLElement {
  const remove = onRemove
    ? html`<button type="button" aria-label=${`remove the tag ${tag}`} onclick=${onRemove}>×</button>`
    : "";
  return html`<span class="lb-tag">${tag}${remove}</span>`;
}
