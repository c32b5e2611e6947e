import {html} from "npm:htl";
import {markdown} from "./markdown.js";

/** A field for Markdown with what it will look like below it; `value` is its text. */
export function publishText(
  label: string,
  text: string,
  onInput: (text: string) => void,
): HTMLElement & {value: string} {
  const preview = html`<div class="lb-publish-preview" hidden></div>`;
  const field = html<HTMLTextAreaElement>`<textarea class="lb-input" rows="2" maxlength="20000" placeholder="Markdown: **bold**, - lists, [links](https://…)">`;
  const show = () => {
    preview.hidden = !field.value.trim();
    preview.replaceChildren(markdown(field.value));
  };
  field.value = text;
  field.addEventListener("input", () => {
    onInput(field.value);
    show();
  });
  show();
  const root = html<HTMLElement>`<div><label class="lb-publish-row"><span>${label}</span>${field}</label>${preview}</div>`;
  return Object.defineProperty(root as HTMLElement & {value: string}, "value", {get: () => field.value});
}
