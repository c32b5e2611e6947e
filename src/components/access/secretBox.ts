import {html} from "npm:htl";

/** A secret that is shown once, with a button that copies it. @param what "the key of Anna" */
export function secretBox(secret: string, {what, advice}: {what: string; advice: string}): HTMLElement {
  const said = html<HTMLElement>`<span role="status"></span>`;
  const field = html<HTMLInputElement>`<input class="lb-input lb-secret" readonly value=${secret} aria-label=${what} onfocus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}>`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      said.textContent = "Copied.";
    } catch {
      // a page without HTTPS may not write to the clipboard
      field.select();
      said.textContent = "Selected: copy it with the keyboard or its menu.";
    }
  };
  return html<HTMLElement>`<div class="lb-secret-box">
    <p><strong>${what[0].toUpperCase()}${what.slice(1)}.</strong> ${advice}</p>
    <div class="lb-bar">${field}<button type="button" class="lb-button lb-primary" onclick=${copy}>Copy</button>${said}</div>
  </div>`;
}
