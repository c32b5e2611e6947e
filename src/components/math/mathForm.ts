import {html} from "npm:htl";
import type {ExpressionError} from "../../core/expressions/expressionError.js";
import {type MathChannel, nameFault} from "../../core/expressions/mathChannels.js";
import {unitOf} from "../../core/expressions/unit.js";
import {expressionField} from "./expressionField.js";
import type {Suggestion} from "./suggestions.js";

export interface MathFormOptions {
  words: () => readonly Suggestion[];
  /** names that other channels have */
  isTaken: (name: string) => boolean;
  /** called while something is typed */
  onInput: (channel: MathChannel) => void;
  /** called when a field is finished */
  onChange: (channel: MathChannel) => void;
}

export interface MathForm {
  element: HTMLElement;
  show(channel: MathChannel): void;
  /** the expression's error, and the unit that results */
  showState(error: ExpressionError | null, unit: string | undefined): void;
  focusName(): void;
}

/** The fields of one math channel. */
export function mathForm({words, isTaken, onInput, onChange}: MathFormOptions): MathForm {
  let channel: MathChannel = {name: "", expression: ""};
  const change = (part: Partial<MathChannel>, done: boolean) => {
    const next = {...channel, ...part};
    for (const key of ["unit", "about"] as const) if (!next[key]) delete next[key];
    const isNew = JSON.stringify(next) !== JSON.stringify(channel);
    channel = next;
    if (done) onChange(channel);
    else if (isNew) onInput(channel);
  };
  const field = (label: string, key: "name" | "unit" | "about", most: number) => {
    const input = html<HTMLInputElement>`<input class="lb-input" type="text" maxlength=${most} aria-label=${label} spellcheck="false" autocomplete="off">`;
    input.addEventListener("input", () => change({[key]: input.value}, false));
    input.addEventListener("change", () => change({[key]: input.value.trim()}, true));
    return input;
  };
  const name = field("name", "name", 60);
  const unit = field("unit of the result", "unit", 40);
  unit.placeholder = "as it results";
  const about = field("what it tells", "about", 300);
  const notes = html<HTMLElement>`<p class="lb-math-notes" aria-live="polite"></p>`;
  const expression = expressionField({
    words,
    onInput: (text) => change({expression: text}, false),
    onChange: (text) => change({expression: text}, true),
  });
  return {
    element: html<HTMLElement>`<div class="lb-edit-form"><div class="lb-bar"><label class="lb-field lb-edit-wide">name ${name}</label><label class="lb-field">unit ${unit}</label></div>${expression.element}<label class="lb-field">about ${about}</label>${notes}</div>`,
    show(next) {
      channel = next;
      name.value = next.name;
      unit.value = next.unit ?? "";
      about.value = next.about ?? "";
      expression.set(next.expression);
    },
    showState(error, resulting) {
      const wrongName =
        nameFault(channel.name) ?? (isTaken(channel.name) ? `there is another ${channel.name}` : undefined);
      const wrongUnit =
        channel.unit !== undefined && !unitOf(channel.unit) ? `unknown unit: ${channel.unit}` : undefined;
      name.setAttribute("aria-invalid", String(wrongName !== undefined));
      unit.setAttribute("aria-invalid", String(wrongUnit !== undefined));
      unit.placeholder = resulting === undefined ? "as it results" : resulting || "no unit";
      expression.show(wrongUnit ? null : error);
      notes.textContent = [wrongName, wrongUnit].filter(Boolean).join("; ");
    },
    focusName() {
      name.focus();
      name.select();
    },
  };
}
