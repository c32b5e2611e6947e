import {html} from "npm:htl";
import {templateWords} from "../../core/alerts/alertText.js";
import {KIND_WORDS, newRule} from "../../core/alerts/newRule.js";
import type {RuleKind} from "../../core/alerts/rule.js";
import {fieldsOfKind, RULE_KINDS} from "../../core/alerts/ruleFields.js";
import type {RuleFault, WrittenRule} from "../../core/alerts/ruleFile.js";
import {SEVERITIES} from "../../core/messages/events.js";
import type {Suggestion} from "../math/suggestions.js";
import {type RuleFieldView, ruleField} from "./ruleFieldView.js";
import {fieldWords} from "./ruleFieldWords.js";

export interface RuleFormOptions {
  words: () => readonly Suggestion[];
  /** called while something is typed */
  onInput: (rule: WrittenRule) => void;
  /** called when a field is finished */
  onChange: (rule: WrittenRule) => void;
}

export interface RuleForm {
  element: HTMLElement;
  show(rule: WrittenRule): void;
  /** what is wrong with the rule, and the unit of its value */
  showState(faults: readonly RuleFault[], unit: string): void;
  focusTitle(): void;
}

const CARS = [
  ["mine", "my car"],
  ["rivals", "the others"],
  ["all", "all cars"],
] as const;
/** Fields that stand in the head or under "words", not among those of the kind. */
const ELSEWHERE = ["id", "title", "enabled", "severity", "cars", "text"];

/** The fields of one alert rule: those of its kind are made when the kind changes. */
export function ruleForm({words, onInput, onChange}: RuleFormOptions): RuleForm {
  let rule: WrittenRule = {};
  let shownKind: RuleKind | null = null;
  let fields = new Map<string, RuleFieldView>();

  function change(name: string, value: unknown, isDone: boolean): void {
    const {[name]: before, ...others} = rule;
    if (before !== value) rule = value === undefined ? others : {...rule, [name]: value};
    if (isDone) onChange(rule);
    else if (before !== value) onInput(rule);
  }
  const input = (name: string) => (value: unknown, isDone: boolean) => change(name, value, isDone);
  const title = ruleField({label: "title", as: "text"}, {words, onValue: input("title")});
  const severity = ruleField(
    {label: "severity", as: "choice", choices: SEVERITIES.map((one) => [one, one])},
    {words, fallback: "warning", onValue: input("severity")},
  );
  const cars = ruleField(
    {label: "about", as: "choice", choices: CARS},
    {words, fallback: "mine", onValue: input("cars")},
  );
  const text = ruleField({label: "words of the alert", as: "text"}, {words, onValue: input("text")});
  const id = ruleField(
    {label: "id", as: "text", hint: "the rule's name in the file, in messages and on the command line"},
    {words, onValue: input("id")},
  );
  const kind = html<HTMLSelectElement>`<select class="lb-input" aria-label="kind">${RULE_KINDS.map(
    (one) =>
      html`<option value=${one} title=${KIND_WORDS[one].about}>${KIND_WORDS[one].label}: ${KIND_WORDS[one].about}</option>`,
  )}</select>`;
  kind.addEventListener("change", () => {
    onChange(ofKind(rule, kind.value as RuleKind));
  });
  const own = html<HTMLElement>`<div class="lb-rule-own"></div>`;
  const chips = html<HTMLElement>`<p class="lb-rule-words"></p>`;
  const more = html<HTMLElement>`<div class="lb-rule-row"></div>`;
  const rest = html<HTMLElement>`<ul class="lb-rule-faults" aria-live="polite"></ul>`;

  function layOut(next: RuleKind): void {
    shownKind = next;
    const names = Object.keys(fieldsOfKind(next)).filter((name) => !ELSEWHERE.includes(name) && fieldWords(next, name));
    fields = new Map(
      names.map((name) => {
        const {fallback} = fieldsOfKind(next)[name];
        return [name, ruleField(fieldWords(next, name)!, {words, fallback, onValue: input(name)})];
      }),
    );
    const isWide = (name: string) => fieldWords(next, name)!.as === "expression";
    const elements = (list: readonly string[]) => list.map((name) => fields.get(name)!.element);
    const narrow = names.filter((name) => !isWide(name) && name !== "coolDownS");
    // the guard comes after the limits that it guards
    own.replaceChildren(
      ...elements(names.filter((name) => isWide(name) && name !== "while")),
      html`<div class="lb-rule-row">${elements(narrow)}</div>`,
      ...elements(names.filter((name) => name === "while")),
    );
    more.replaceChildren(...elements(["coolDownS"]), id.element);
    chips.replaceChildren(
      "known: ",
      ...templateWords(next).map(
        (word) =>
          html`<button type="button" class="lb-tool" title="insert it" onclick=${() => {
            change("text", text.insert(`{${word}}`), true);
          }}>{${word}}</button> `,
      ),
    );
  }
  const all = (): Map<string, RuleFieldView> =>
    new Map([...fields, ...Object.entries({title, severity, cars, text, id})]);

  return {
    element: html<HTMLElement>`<div class="lb-edit-form lb-rule-form">
      <div class="lb-rule-row lb-rule-head">${title.element}${severity.element}${cars.element}</div>
      <label class="lb-field lb-rule-kind">when ${kind}</label>
      ${own}${text.element}${chips}${more}${rest}
    </div>`,
    show(next) {
      rule = next;
      const known = RULE_KINDS.includes(next.kind as RuleKind) ? (next.kind as RuleKind) : "threshold";
      if (shownKind !== known) layOut(known);
      kind.value = known;
      for (const [name, field] of all()) field.set(next[name]);
    },
    showState(faults, unit) {
      const views = all();
      for (const [name, field] of views) field.show(faults.find((fault) => fault.field === name) ?? null, unit);
      const others = faults.filter(({field}) => !views.has(field));
      rest.replaceChildren(
        ...others.map(({field, message}) => html<HTMLElement>`<li>${[field, message].filter(Boolean).join(": ")}</li>`),
      );
    },
    focusTitle() {
      title.focus();
    },
  };
}

/** The rule as one of another kind: what all rules have stays, and fields that both kinds have; a title that was the kind's own changes with it. */
function ofKind(rule: WrittenRule, kind: RuleKind): WrittenRule {
  const begun = newRule(kind, String(rule.id ?? ""));
  const shared = Object.entries(rule).filter(
    ([name]) => name !== "kind" && name !== "text" && name in fieldsOfKind(kind),
  );
  const isOwn = RULE_KINDS.includes(rule.kind as RuleKind) && newRule(rule.kind as RuleKind, "").title === rule.title;
  // "of" means a value in one kind and a choice in another
  const kept = shared.filter(([name]) => name !== "of" && !(name === "title" && isOwn));
  return {...begun, ...Object.fromEntries(kept)};
}
