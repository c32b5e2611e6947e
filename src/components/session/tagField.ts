import {html} from "npm:htl";
import {tagsIn} from "../../core/archive/sessionNotes.js";

/** A field that adds tags with Enter, a comma, or when it is left; what was not saved is put back. `known` tags are offered. */
export function tagField(
  known: readonly string[],
  onAdd: (tags: string[]) => Promise<boolean>,
): {element: HTMLElement; focus: () => void} {
  const offered = html<HTMLElement>`<datalist id="lb-known-tags">${known.map((tag) => html`<option value=${tag}></option>`)}</datalist>`;
  const input = html<HTMLInputElement>`<input class="lb-input lb-tag-field" type="text" list="lb-known-tags" placeholder="add a tag" title="several are separated by commas" aria-label="add a tag">`;
  const add = async () => {
    const typed = input.value;
    const tags = tagsIn(typed);
    input.value = "";
    if (tags.length > 0 && !(await onAdd(tags)) && !input.value) input.value = typed;
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    void add();
  });
  input.addEventListener("change", () => void add());
  return {element: html`<span>${input}${offered}</span>`, focus: () => input.focus({preventScroll: true})};
}
