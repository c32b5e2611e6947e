import {html} from "npm:htl";
import {markdown} from "./markdown.js";

interface PublishTextOptions {
  onInput: (text: string) => void;
  /** the text with the values that it names; throws a message for the user where it cannot have them */
  fill: (text: string) => Promise<string>;
}

export interface PublishText extends HTMLElement {
  value: string;
  /** shows the text again, after what it is filled from has changed */
  show(): void;
}

/** Between keys, before values are read. */
const PAUSE_MS = 250;

/** A field for Markdown with what it will look like below it; `value` is its text. */
export function publishText(label: string, text: string, {onInput, fill}: PublishTextOptions): PublishText {
  const preview = html`<div class="lb-publish-preview" hidden></div>`;
  const wrong = html<HTMLElement>`<p class="lb-failed" role="alert" hidden></p>`;
  const field = html<HTMLTextAreaElement>`<textarea class="lb-input" rows="2" maxlength="20000" placeholder="Markdown: **bold**, - lists, [links](https://…)">`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let newest = 0;

  const say = (words: string) => {
    wrong.hidden = !words;
    wrong.textContent = words;
  };
  const show = () => {
    const mine = ++newest;
    const {value} = field;
    clearTimeout(timer);
    preview.hidden = !value.trim();
    preview.replaceChildren(markdown(value));
    say("");
    if (!value.includes("{")) return;
    const filled = async () => {
      const [text, words] = await fill(value).then(
        (text) => [text, ""],
        (error: Error) => [value, error.message],
      );
      if (mine !== newest) return;
      preview.replaceChildren(markdown(text));
      say(words);
    };
    timer = setTimeout(filled, PAUSE_MS);
  };
  field.value = text;
  field.addEventListener("input", () => {
    onInput(field.value);
    show();
  });
  show();
  const root = html<PublishText>`<div><label class="lb-publish-row"><span>${label}</span>${field}</label>${wrong}${preview}</div>`;
  root.show = show;
  return Object.defineProperty(root, "value", {get: () => field.value});
}
