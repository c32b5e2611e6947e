import {html} from "npm:htl";
import {caretLines, type ExpressionError} from "../../core/expressions/expressionError.js";
import {type Suggestion, type Suggestions, suggestionsAt} from "./suggestions.js";

export interface ExpressionFieldOptions {
  /** what the expression is: "expression" */
  label?: string;
  words: () => readonly Suggestion[];
  /** called with every change of the text */
  onInput: (text: string) => void;
  /** called when the text is finished: the field is left */
  onChange: (text: string) => void;
}

export interface ExpressionField {
  element: HTMLElement;
  set(text: string): void;
  /** shows an error under its characters; null: none */
  show(error: Pick<ExpressionError, "at" | "message"> | null): void;
}

let fields = 0;

/**
 * A field for an expression. Suggestions come while a name is written: arrows choose, Enter or Tab takes, Escape closes, Ctrl+Space opens.
 * An error is shown below the field, with carets under the characters that it is about.
 */
export function expressionField({
  label = "expression",
  words,
  onInput,
  onChange,
}: ExpressionFieldOptions): ExpressionField {
  const id = `lb-expression-${++fields}`;
  const area = html<HTMLTextAreaElement>`<textarea class="lb-input lb-expression" rows="2" spellcheck="false" autocapitalize="off" autocomplete="off" maxlength="1000" aria-label=${label} role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls=${`${id}-list`} aria-describedby=${`${id}-error`}></textarea>`;
  const list = html<HTMLElement>`<ul id=${`${id}-list`} role="listbox" class="lb-suggestions" aria-label="names that fit" hidden></ul>`;
  const fault = html<HTMLElement>`<div id=${`${id}-error`} class="lb-expression-error" aria-live="polite"></div>`;
  let offered: Suggestions | null = null;
  let active = 0;

  function offer(all = false): void {
    const isAtEnd = area.selectionStart === area.selectionEnd;
    offered = isAtEnd ? suggestionsAt(area.value, area.selectionStart, words(), {all}) : null;
    active = 0;
    draw();
  }
  function draw(): void {
    list.hidden = !offered;
    area.setAttribute("aria-expanded", String(offered !== null));
    list.replaceChildren(
      ...(offered?.list ?? []).map(
        ({text, detail}, i) =>
          html`<li id=${`${id}-${i}`} role="option" aria-selected=${i === active ? "true" : "false"} onmousedown=${(
            event: Event,
          ) => {
            event.preventDefault();
            take(i);
          }}><code>${text}</code> <span class="lb-muted">${detail}</span></li>`,
      ),
    );
    if (offered) area.setAttribute("aria-activedescendant", `${id}-${active}`);
    else area.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView?.({block: "nearest"});
  }
  function take(index: number): void {
    const {from, to, list: all} = offered!;
    const {text, isFunction} = all[index];
    const closes = area.value[to] === '"' && text.endsWith('"') ? 1 : 0;
    area.setRangeText(isFunction ? `${text}()` : text, from, to + closes, "end");
    if (isFunction) area.setSelectionRange(area.selectionEnd - 1, area.selectionEnd - 1);
    offered = null;
    draw();
    onInput(area.value);
  }

  area.addEventListener("input", () => {
    offer();
    onInput(area.value);
  });
  area.addEventListener("change", () => onChange(area.value));
  area.addEventListener("blur", () => {
    offered = null;
    draw();
    onChange(area.value);
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) offer(true);
    else if (!offered) return;
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const n = offered.list.length;
      active = (active + (event.key === "ArrowDown" ? 1 : n - 1)) % n;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") take(active);
    else if (event.key === "Escape") {
      offered = null;
      draw();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element: html<HTMLElement>`<div class="lb-expression-field"><span class="lb-muted">${label}</span><div class="lb-expression-box">${area}${list}</div>${fault}</div>`,
    set(text) {
      if (area.value !== text) area.value = text;
    },
    show(error) {
      area.setAttribute("aria-invalid", String(error !== null));
      const lines = error && caretLines(area.value, error.at).join("\n");
      fault.replaceChildren(
        ...(error
          ? [
              html`<pre aria-hidden="true">${lines}</pre>`,
              html`<p>Character ${error.at.start + 1}: ${error.message}</p>`,
            ]
          : []),
      );
    },
  };
}
