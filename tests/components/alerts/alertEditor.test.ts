// @vitest-environment jsdom
import {describe, expect, it, vi} from "vitest";
import {alertEditor} from "../../../src/components/alerts/alertEditor.js";
import {ServerRefusal} from "../../../src/components/ui/askServer.js";
import {SHIPPED_RULES} from "../../../src/core/alerts/defaultRules.js";
import {checkAlertRules, type WrittenRule} from "../../../src/core/alerts/ruleFile.js";
import {turns} from "../../support/until.js";

interface Opened {
  rules?: readonly WrittenRule[];
  writable?: boolean;
  refuse?: Error;
  reload?: () => Promise<readonly WrittenRule[]>;
}

function editor({rules = SHIPPED_RULES, writable = true, refuse, reload}: Opened = {}) {
  const sent: {rules: WrittenRule[]; before?: WrittenRule[]; over?: boolean}[] = [];
  const save = vi.fn();
  const onRules = vi.fn();
  const ask = async (_: string, {body}: {body?: object} = {}) => {
    if (refuse && !("over" in body!)) throw refuse;
    sent.push(JSON.parse(JSON.stringify(body)));
    return new Response("{}");
  };
  const mathChannels = [{name: "Grip", expression: "hypot(gLateral, gLongitudinal)", unit: "g"}];
  const root = alertEditor(rules, {mathChannels, writable, save, onRules, reload, ask: ask as never});
  document.body.replaceChildren(root);
  const control = (label: string) =>
    root.querySelector<HTMLInputElement>(`.lb-rule-form :is(input, select, textarea)[aria-label="${label}"]`)!;
  return {
    ...{root, sent, save, onRules, control},
    button: (name: string) => [...root.querySelectorAll("button")].find(({textContent}) => textContent === name)!,
    write(label: string, value: string, {done = true} = {}) {
      const element = control(label);
      element.value = value;
      element.dispatchEvent(new Event("input", {bubbles: true}));
      if (done) element.dispatchEvent(new Event("change", {bubbles: true}));
    },
    titles: () => [...root.querySelectorAll(".lb-edit-name")].map(({childNodes}) => childNodes[1].textContent),
    choose: (i: number) => root.querySelectorAll<HTMLButtonElement>(".lb-rule-list button")[i].click(),
    box: (i: number) => root.querySelectorAll<HTMLInputElement>(".lb-rule-list input")[i],
    faults: () =>
      [...root.querySelectorAll(".lb-rule-fault, .lb-expression-error p, .lb-rule-faults li")]
        .map(({textContent}) => textContent)
        .filter(Boolean),
  };
}

describe("alertEditor(rules)", () => {
  it("lists the shipped rules with their switches; what is switched off is kept and no change of a shipped rule", async () => {
    const {root, titles, box, button, sent} = editor();
    expect(titles()).toEqual(SHIPPED_RULES.map(({title}) => title));
    expect(root.querySelector(".lb-rule-list code")!.textContent).toBe("brakeTemp above 1200 °C for 5 s");
    expect(box(0).checked).toBe(true);
    box(0).click();
    expect([box(0).checked, root.edited.rules[0].enabled]).toEqual([false, false]);
    expect(root.querySelector(".lb-rule-list li")!.textContent).toContain("shipped");
    button("Save").click();
    await turns();
    expect(sent).toEqual([
      {
        ...{format: "lapbook-alerts", version: 1, before: SHIPPED_RULES},
        rules: [{...SHIPPED_RULES[0], enabled: false}, ...SHIPPED_RULES.slice(1)],
      },
    ]);
    expect(button("Save").disabled).toBe(true);
  });

  it("makes a rule: fields of its kind, faults at their field while it is typed, and nothing wrong in the end", () => {
    const {root, button, write, control, faults, onRules} = editor({rules: []});
    expect(root.textContent).toContain("No rules.");
    button("New").click();
    expect(document.activeElement).toBe(control("title"));
    expect(faults()).toEqual([]);
    write("title", "Revs");
    write("value", "engineRmp", {done: false});
    expect(faults()).toEqual([expect.stringContaining("did you mean")]);
    expect(root.querySelector(".lb-rule-list .lb-bad")).not.toBeNull();
    write("value", "Grip");
    write("unit", "kg");
    expect(faults()[0]).toMatch(/^Character 1: /);
    write("unit", "");
    expect(control("unit").placeholder).toBe("g");
    write("above", "4,5");
    write("for at least", "a while");
    expect(faults()).toEqual(["expected a number from 0 to 3600"]);
    write("for at least", "");
    write("words of the alert", "{valu}");
    expect(faults()).toEqual([expect.stringContaining("unknown word {valu}; known: {value}")]);
    write("words of the alert", "grip {value} {unit}");
    expect(faults()).toEqual([]);
    expect(root.edited).toMatchObject({
      wrong: 0,
      chosen: "rule-1",
      rules: [{title: "Revs", value: "Grip", above: 4.5}],
    });
    write("above", "");
    expect(faults()).toEqual(["is missing: a limit is needed, above or below"]);
    expect(root.edited).toMatchObject({wrong: 1, rules: []});
    expect(onRules.mock.calls.length).toBeGreaterThan(5);
  });

  it("changes the kind: what all rules have stays, each kind is whole and has fields for all that it takes", () => {
    const {root, write, control, faults} = editor();
    const kinds = [...control("kind").querySelectorAll("option")].map(({value}) => value);
    expect(kinds).toHaveLength(13);
    write("severity", "info");
    for (const kind of kinds) {
      write("kind", kind);
      expect(faults(), kind).toEqual([]);
      expect(root.edited.rules[0]).toMatchObject({kind, severity: "info", id: "brakes-hot"});
    }
    expect(root.querySelectorAll(".lb-rule-words button").length).toBeGreaterThan(5);
    root.querySelectorAll<HTMLButtonElement>(".lb-rule-words button")[0].click();
    expect(control("words of the alert").value).toContain("{value}");
  });

  it("duplicates and deletes, each undone and done again; a changed shipped rule goes back to what it was", () => {
    const {root, button, titles, write, choose} = editor({rules: SHIPPED_RULES.slice(0, 2)});
    button("Duplicate").click();
    expect(titles()).toEqual(["Brakes hot", "Brakes hot (copy)", "Tyres hot"]);
    expect(root.edited).toMatchObject({wrong: 0, chosen: "brakes-hot-1"});
    choose(0);
    button("Delete").click();
    expect(titles()).toEqual(["Brakes hot (copy)", "Tyres hot"]);
    button("Undo").click();
    expect(titles()).toEqual(["Brakes hot", "Brakes hot (copy)", "Tyres hot"]);
    root.dispatchEvent(new KeyboardEvent("keydown", {key: "y", ctrlKey: true, bubbles: true}));
    expect(titles()).toEqual(["Brakes hot (copy)", "Tyres hot"]);
    expect(button("As shipped").hidden).toBe(true);
    choose(1);
    write("above", "100");
    expect(root.querySelector("[aria-current]")!.textContent).toContain("changed");
    button("As shipped").click();
    expect(root.edited.rules[1]).toMatchObject({above: 125});
    button("Add the shipped rules").click();
    expect(titles()).toHaveLength(SHIPPED_RULES.length + 1);
    expect(button("Add the shipped rules").hidden).toBe(true);
  });

  it("does not save over another one's rules without being told to, and takes theirs as a step", async () => {
    const theirs = [SHIPPED_RULES[3]];
    const refuse = new ServerRefusal(409, "the alert rules were changed elsewhere since you opened them");
    const {root, button, box, titles, sent} = editor({refuse, reload: async () => theirs});
    box(0).click();
    button("Save").click();
    await turns();
    expect(root.querySelector("[role=alert]")!.textContent).toContain("changed elsewhere");
    button("Load theirs").click();
    await turns();
    expect(titles()).toEqual(["Engine hot"]);
    button("Undo").click();
    expect(titles()).toHaveLength(SHIPPED_RULES.length);
    button("Save").click();
    await turns();
    button("Save anyway").click();
    await turns();
    expect(sent).toMatchObject([{over: true}]);
  });

  it("keeps rules of a file that are wrong as they are, says what is wrong, and offers a published copy's as a download", async () => {
    const wrong = {id: "old", kind: "threshold", title: "Old", text: "x", value: "speed", above: "much", colour: "red"};
    const {root, button, box, save, faults} = editor({rules: [wrong], writable: false});
    expect(faults()).toEqual([
      "expected a number from -1000000000000 to 1000000000000",
      expect.stringContaining("colour: unknown field"),
    ]);
    expect(root.edited).toMatchObject({rules: [], wrong: 1});
    box(0).click();
    button("Download the file").click();
    const [{name, content}] = save.mock.calls[0];
    const text = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.readAsText(content);
    });
    expect([name, JSON.parse(text).rules]).toEqual(["alerts.json", [{...wrong, enabled: false}]]);
    expect(checkAlertRules(JSON.parse(text)).faults).toHaveLength(2);
  });
});
