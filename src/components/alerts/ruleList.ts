import {html} from "npm:htl";
import {SHIPPED_RULES} from "../../core/alerts/defaultRules.js";
import type {WrittenRule} from "../../core/alerts/ruleFile.js";
import {ruleSummary} from "../../core/alerts/ruleSummary.js";

export interface RuleListState {
  rules: readonly WrittenRule[];
  selected: number;
  /** why a rule can't be used; undefined where it can */
  fault: (index: number) => string | undefined;
}

export interface RuleListOptions {
  onSelect: (index: number) => void;
  onSwitch: (index: number, isOn: boolean) => void;
}

/** The list of alert rules: each with its switch, what it watches, whether it is a shipped one, and a mark where it is wrong. */
export function ruleList({onSelect, onSwitch}: RuleListOptions): {
  element: HTMLElement;
  show(state: RuleListState): void;
} {
  const element = html<HTMLElement>`<ul class="lb-edit-list lb-rule-list"></ul>`;
  return {
    element,
    show({rules, selected, fault}) {
      const focused = element.contains(document.activeElement) ? (document.activeElement as HTMLElement).tagName : null;
      element.replaceChildren(...rules.map((rule, i) => row(rule, i === selected, fault(i), i)));
      if (focused) element.querySelector<HTMLElement>(`li[data-selected] ${focused}`)?.focus();
    },
  };

  function row(rule: WrittenRule, isSelected: boolean, wrong: string | undefined, i: number): HTMLElement {
    const title = String(rule.title ?? rule.id ?? `rule ${i + 1}`);
    const isOn = rule.enabled !== false;
    const box = html<HTMLInputElement>`<input type="checkbox" aria-label=${`${title}: on`} title=${isOn ? "on: switch it off" : "off: switch it on"}>`;
    box.checked = isOn;
    box.addEventListener("change", () => onSwitch(i, box.checked));
    const mark = wrong
      ? html`<span class="lb-badge lb-bad" title=${wrong}>error</span>`
      : html`<span class="lb-muted">${originOf(rule)}</span>`;
    return html<HTMLElement>`<li class=${isOn ? null : "lb-off"} data-selected=${isSelected ? "" : null}>${box}<button type="button" aria-current=${isSelected ? "true" : null} onclick=${() => onSelect(i)}><span class="lb-edit-name"><span class=${`lb-severity lb-${rule.severity ?? "warning"}`} title=${rule.severity ?? "warning"}></span>${title}${mark}</span><code>${ruleSummary(rule)}</code></button></li>`;
  }
}

/** "shipped", "changed" for a shipped one that was changed, "own". A switched-off rule is not changed. */
export function originOf({enabled: _, ...rule}: WrittenRule): "shipped" | "changed" | "own" {
  const shipped = SHIPPED_RULES.find(({id}) => id === rule.id);
  if (!shipped) return "own";
  const names = new Set([...Object.keys(shipped), ...Object.keys(rule)]);
  const isSame = [...names].every((name) => JSON.stringify(shipped[name]) === JSON.stringify(rule[name]));
  return isSame ? "shipped" : "changed";
}
