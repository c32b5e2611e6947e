import {html} from "npm:htl";
import {SHIPPED_RULES} from "../../core/alerts/defaultRules.js";
import {newRule} from "../../core/alerts/newRule.js";
import {ALERTS_FILE, type AlertRule} from "../../core/alerts/rule.js";
import {
  alertsFileOf,
  checkAlertRules,
  faultLine,
  type RuleFault,
  type WrittenRule,
} from "../../core/alerts/ruleFile.js";
import {SampleValue} from "../../core/alerts/sampleValue.js";
import type {MathChannel} from "../../core/expressions/mathChannels.js";
import {knownWords} from "../math/suggestions.js";
import type {callApi} from "../ui/api/callApi.js";
import {editHistory} from "../ui/editHistory.js";
import {savedEdits} from "../ui/savedEdits.js";
import type {saveFile} from "../ui/saveFile.js";
import {emptyState} from "../ui/states.js";
import {ruleForm} from "./ruleForm.js";
import {originOf, ruleList} from "./ruleList.js";

export interface AlertEditorOptions {
  mathChannels: readonly MathChannel[];
  /** id of the rule that is chosen at first */
  chosen?: string | null;
  /** whether a server takes the file; a published copy offers it as a download */
  writable: boolean;
  onChoose?: (id: string) => void;
  /** called when the rules, as they are edited, have changed */
  onRules?: () => void;
  /** reads the rules that are there now */
  reload?: () => Promise<readonly WrittenRule[]>;
  /** replaced in tests */
  ask?: typeof callApi;
  save?: typeof saveFile;
}

export interface AlertEditor extends HTMLElement {
  /** the rules as they are edited: those that are whole, and how many are left out for a fault */
  readonly edited: {rules: readonly AlertRule[]; wrong: number; chosen: string};
  choose(id: string): void;
}

/** Lists, switches, edits and saves the alert rules of the workspace, checked as they are typed. Ctrl+Z takes a step back, Ctrl+Y does it again. */
export function alertEditor(first: readonly WrittenRule[], options: AlertEditorOptions): AlertEditor {
  const {mathChannels, chosen, writable, onChoose, onRules = () => {}, reload, ask, save} = options;
  const history = editHistory(first);
  const words = knownWords(mathChannels, () => true);
  let selected = Math.max(
    0,
    first.findIndex(({id}) => id === chosen),
  );
  let draft: WrittenRule | undefined = first[selected];
  const edits = savedEdits<WrittenRule>({
    ...{history, writable, fileOf: alertsFileOf, reload, ask, save},
    address: "PUT /alert-rules",
    fileName: ALERTS_FILE,
    draft: withDraft,
    onTravel: (changed) => choose(changed < 0 ? selected : changed),
    onLoad: (rules) => step(rules, selected),
  });
  const button = (text: string, press: () => void) =>
    html<HTMLButtonElement>`<button type="button" class="lb-button" onclick=${press}>${text}</button>`;
  const remove = button("Delete", () => step(history.now.toSpliced(selected, 1), selected));
  const copy = button("Duplicate", duplicate);
  const shipped = button("Add the shipped rules", () => step([...history.now, ...lacking()], history.now.length));
  const asShipped = button("As shipped", () => {
    const original = SHIPPED_RULES.find(({id}) => id === draft?.id);
    if (original) step(history.now.with(selected, original), selected);
  });
  const list = ruleList({
    onSelect: (index) => choose(index),
    onSwitch(index, isOn) {
      const {enabled: _, ...rule} = history.now[index];
      step(history.now.with(index, isOn ? rule : {...rule, enabled: false}), index);
    },
  });
  const form = ruleForm({
    words: () => words,
    onInput(rule) {
      draft = rule;
      edits.edited();
      check();
    },
    onChange(rule) {
      if (JSON.stringify(rule) === JSON.stringify(history.now[selected])) return;
      step(history.now.with(selected, rule), selected);
    },
  });
  const right = html<HTMLElement>`<div class="lb-rule-one">${form.element}</div>`;
  const none = emptyState(
    html`<p><strong>No rules.</strong> Nothing will alert. Add the shipped rules, or begin with one of your own.</p>`,
  );

  function withDraft(): readonly WrittenRule[] {
    return draft && selected < history.now.length ? history.now.with(selected, draft) : history.now;
  }
  function lacking(): WrittenRule[] {
    return SHIPPED_RULES.filter(({id}) => !history.now.some((one) => one.id === id));
  }
  function freeId(base: string): string {
    const taken = new Set(history.now.map(({id}) => id));
    let n = 1;
    while (taken.has(`${base}-${n}`)) n++;
    return `${base}-${n}`;
  }
  function choose(index: number): void {
    selected = Math.min(Math.max(0, index), history.now.length - 1);
    show();
    if (draft) onChoose?.(String(draft.id ?? ""));
  }
  function step(next: readonly WrittenRule[], index: number): void {
    history.push(next);
    edits.edited();
    choose(index);
  }
  function add(): void {
    step([...history.now, newRule("threshold", freeId("rule"))], history.now.length);
    form.focusTitle();
  }
  function duplicate(): void {
    if (!draft) return;
    const base = String(draft.id ?? "rule")
      .replace(/-\d+$/, "")
      .slice(0, 50);
    const own = {...draft, id: freeId(base), title: `${draft.title ?? ""} (copy)`};
    step(history.now.toSpliced(selected + 1, 0, own), selected + 1);
    form.focusTitle();
  }

  /** Says what is wrong, everywhere. */
  function check(): void {
    const all = withDraft();
    const {faults} = checkAlertRules(alertsFileOf(all), mathChannels);
    const of = (index: number) => faults.filter((fault) => fault.index === index);
    list.show({rules: all, selected, fault: (index) => of(index).map(describe).join("; ") || undefined});
    if (draft) form.showState(of(selected), unitOfValue(draft, mathChannels));
    remove.disabled = copy.disabled = draft === undefined;
    shipped.hidden = lacking().length === 0;
    asShipped.hidden = !draft || originOf(draft) !== "changed";
    edits.show();
    onRules();
  }
  function show(): void {
    draft = history.now[selected];
    right.replaceChildren(draft ? form.element : none);
    if (draft) form.show(draft);
    check();
  }

  const bar = html<HTMLElement>`<div class="lb-bar">${button("New", add)}${copy}${remove}${edits.undo}${edits.redo}${asShipped}${shipped}<span class="lb-spring"></span>${edits.status}${edits.send}</div>`;
  const root = html<AlertEditor>`<section class="lb-alert-editor" aria-label="alert rules">${bar}<div class="lb-edit-columns">${list.element}${right}</div></section>`;
  edits.keep(root);
  // fields of the editor are no input of the page
  root.addEventListener("input", (event) => event.stopPropagation());
  Object.defineProperty(root, "edited", {
    get() {
      const {file, faults} = checkAlertRules(alertsFileOf(withDraft()), mathChannels);
      const wrong = new Set(faults.map(({index}) => index)).size;
      return {rules: file.rules, wrong, chosen: String(draft?.id ?? "")};
    },
  });
  root.choose = (id) => {
    const index = history.now.findIndex((rule) => rule.id === id);
    if (index >= 0) choose(index);
    root.scrollIntoView?.({block: "start"});
  };
  show();
  return root;
}

function describe(fault: RuleFault): string {
  return faultLine({...fault, rule: ""});
}

/** The unit in which a rule's value and limits are; "" where it has none, or is wrong. */
function unitOfValue({value, unit, kind}: WrittenRule, mathChannels: readonly MathChannel[]): string {
  if (typeof value !== "string") return "";
  try {
    const {unit: found} = new SampleValue(value, typeof unit === "string" ? unit : undefined, mathChannels);
    return kind === "rate" ? `${found}/s` : found;
  } catch {
    return "";
  }
}
