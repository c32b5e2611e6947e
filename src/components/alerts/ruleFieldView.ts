import {html} from "npm:htl";
import type {RuleFault} from "../../core/alerts/ruleFile.js";
import {expressionField} from "../math/expressionField.js";
import type {Suggestion} from "../math/suggestions.js";
import type {FieldWords} from "./ruleFieldWords.js";

export interface RuleFieldOptions {
  words: () => readonly Suggestion[];
  /** value of an absent field, shown where nothing is written */
  fallback?: unknown;
  /** called with what is written, undefined for nothing; `isDone`: the field is left */
  onValue: (value: unknown, isDone: boolean) => void;
}

export interface RuleFieldView {
  element: HTMLElement;
  set(value: unknown): void;
  /** what is wrong with it, null for nothing; `unit`: of the rule's value */
  show(fault: RuleFault | null, unit: string): void;
  focus(): void;
  /** writes a text where the caret is; returns the whole */
  insert(text: string): string;
}

let fields = 0;

/** A field of a rule: an expression, a number with its unit, a text, a choice or a list. What is wrong is shown below it. */
export function ruleField(field: FieldWords, {words, fallback, onValue}: RuleFieldOptions): RuleFieldView {
  const {label, as, unit, choices = [], hint} = field;
  const id = `lb-rule-field-${++fields}`;
  const fault = html<HTMLElement>`<span id=${id} class="lb-rule-fault" aria-live="polite"></span>`;
  if (as === "expression") {
    const expression = expressionField({
      ...{label, words},
      onInput: (text) => onValue(text || undefined, false),
      onChange: (text) => onValue(text.trim() || undefined, true),
    });
    const area = expression.element.querySelector("textarea")!;
    area.rows = 1;
    if (hint) area.title = hint;
    area.placeholder = fallback === undefined ? "" : String(fallback);
    return {
      element: html<HTMLElement>`<div class="lb-rule-expression">${expression.element}${fault}</div>`,
      set: (value) => expression.set(value === undefined ? "" : String(value)),
      show(found) {
        expression.show(found?.at ? {message: found.message, at: found.at} : null);
        fault.textContent = found && !found.at ? found.message : "";
      },
      focus: () => area.focus(),
      insert: () => area.value,
    };
  }
  const control = as === "choice" ? choiceOf(label, choices) : textOf(label, as === "number");
  control.setAttribute("aria-describedby", id);
  if (hint) control.title = hint;
  if (!(control instanceof HTMLSelectElement) && fallback !== undefined) control.placeholder = String(fallback);
  const written = (): unknown => {
    const text = control.value.trim();
    if (text === "") return undefined;
    if (as === "list")
      return text
        .split(",")
        .map((one) => one.trim())
        .filter(Boolean);
    if (as === "choice" && text === fallback) return undefined;
    const number = Number(text.replace(",", ".").replace("−", "-"));
    // what is no number stays as it is written, and is refused with a reason
    return as === "number" && Number.isFinite(number) ? number : text;
  };
  control.addEventListener("input", () => onValue(written(), false));
  control.addEventListener("change", () => onValue(written(), true));
  const behind = html<HTMLElement>`<span class="lb-muted"></span>`;
  return {
    element: html<HTMLElement>`<label class=${`lb-field lb-rule-${as}`} title=${hint ?? null}><span>${label}</span><span class="lb-rule-control">${control}${unit ? behind : ""}</span>${fault}</label>`,
    set(value) {
      const text = Array.isArray(value) ? value.join(", ") : value === undefined ? "" : String(value);
      // "1." is 1 while it is written
      if (document.activeElement === control && JSON.stringify(written()) === JSON.stringify(value)) return;
      control.value = as === "choice" && text === "" ? String(fallback ?? "") : text;
    },
    show(found, ofValue) {
      control.setAttribute("aria-invalid", String(found !== null));
      fault.textContent = found?.message ?? "";
      behind.textContent = unit === "of value" ? ofValue : (unit ?? "");
      if (as === "text" && label === "unit") (control as HTMLInputElement).placeholder = ofValue || "as it results";
    },
    focus() {
      control.focus();
      if (control instanceof HTMLInputElement) control.select();
    },
    insert(text) {
      const input = control as HTMLInputElement;
      input.setRangeText(
        text,
        input.selectionStart ?? input.value.length,
        input.selectionEnd ?? input.value.length,
        "end",
      );
      input.focus();
      return input.value;
    },
  };
}

function choiceOf(label: string, choices: NonNullable<FieldWords["choices"]>): HTMLSelectElement {
  return html<HTMLSelectElement>`<select class="lb-input" aria-label=${label}>${choices.map(
    ([value, text]) => html`<option value=${value}>${text}</option>`,
  )}</select>`;
}

function textOf(label: string, isNumber: boolean): HTMLInputElement {
  return html<HTMLInputElement>`<input class="lb-input" type="text" inputmode=${isNumber ? "decimal" : null} aria-label=${label} maxlength="300" spellcheck="false" autocomplete="off">`;
}
