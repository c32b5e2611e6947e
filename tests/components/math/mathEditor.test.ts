// @vitest-environment jsdom
import {describe, expect, it, vi} from "vitest";
import {mathEditor} from "../../../src/components/math/mathEditor.js";
import {ServerRefusal} from "../../../src/components/ui/askServer.js";
import {EXAMPLES} from "../../../src/core/expressions/examples.js";
import {
  type MathChannel,
  type MathChannelsFile,
  mathChannelsFromFile,
} from "../../../src/core/expressions/mathChannels.js";
import {WAIT_MS} from "../../support/until.js";
import {fakeLap} from "../fakeLap.js";

const CHANNELS: MathChannel[] = [
  {name: "Fast", expression: "speed > 50 km/h"},
  {name: "Double", expression: "speed * 2", unit: "m/s", about: "twice"},
];

type Ask = (path: string, request?: {body?: object}) => Promise<Response>;
interface Opened {
  writable?: boolean;
  channels?: MathChannel[];
  refuse?: string;
  ask?: Ask;
  reload?: () => Promise<MathChannel[]>;
}

function editor({writable = true, channels = CHANNELS, refuse = "", ask: other, reload}: Opened = {}) {
  const sent: MathChannelsFile[] = [];
  const ask = vi.fn<Ask>(
    other ??
      (async (_: string, {body}: {body?: object} = {}) => {
        if (refuse) throw new Error(refuse);
        sent.push(mathChannelsFromFile(JSON.parse(JSON.stringify(body))));
        return new Response("{}");
      }),
  );
  const save = vi.fn();
  const onChoose = vi.fn();
  const root = mathEditor(channels, {writable, ask: ask as never, reload, save, onChoose, chosen: "Double"});
  document.body.replaceChildren(root);
  root.showLap(fakeLap({speedKmh: [36, 72, 108, 144]}));
  const buttons = () => [...root.querySelectorAll("button")];
  const area = () => root.querySelector<HTMLTextAreaElement>("textarea")!;
  return {
    ...{root, sent, ask, save, onChoose, area},
    press: (name: string) =>
      buttons()
        .find((button) => button.textContent === name)!
        .click(),
    button: (name: string) => buttons().find((button) => button.textContent === name)!,
    names: () => [...root.querySelectorAll(".lb-edit-name")].map((one) => one.firstChild!.textContent!.trim()),
    choose: (name: string) =>
      root
        .querySelectorAll<HTMLButtonElement>(".lb-edit-list button")
        [
          root.textContent!.includes(name)
            ? [...root.querySelectorAll(".lb-edit-name")].findIndex((one) => one.textContent!.startsWith(name))
            : -1
        ].click(),
    type(text: string, {done = true} = {}) {
      area().value = text;
      area().setSelectionRange(text.length, text.length);
      area().dispatchEvent(new Event("input", {bubbles: true}));
      if (done) area().dispatchEvent(new Event("change", {bubbles: true}));
    },
    key: (key: string, more = {}) =>
      area().dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...more})),
    field(label: string, value: string) {
      const input = root.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)!;
      input.value = value;
      input.dispatchEvent(new Event("input", {bubbles: true}));
      input.dispatchEvent(new Event("change", {bubbles: true}));
    },
    error: () => root.querySelector(".lb-expression-error pre")?.textContent,
    figures: () =>
      [...root.querySelectorAll(".lb-math-preview tbody tr")].map((tr) =>
        [...tr.children].map((cell) => cell.textContent),
      ),
    options: () => [...root.querySelectorAll('[role="option"] code')].map((one) => one.textContent),
  };
}

it("without a choice shows the first channel that the lap has the inputs of, and keeps to what is chosen then", () => {
  const channels = [{name: "G", expression: "hypot(gLateral, gLongitudinal)"}, ...CHANNELS];
  const root = mathEditor(channels, {writable: true});
  document.body.replaceChildren(root);
  const shown = () => root.querySelector<HTMLInputElement>("input")!.value;
  expect(shown()).toBe("G");
  root.showLap(fakeLap({speedKmh: [36, 72, 108, 144]}));
  expect(shown()).toBe("Fast");
  root.querySelectorAll<HTMLButtonElement>(".lb-edit-list button")[0].click();
  root.showLap(fakeLap({speedKmh: [36, 72]}));
  expect(shown()).toBe("G");
});

describe("mathEditor", () => {
  it("shows the chosen channel over the lap with its figures, and another when it is chosen", () => {
    const {figures, root, choose, onChoose} = editor();
    expect(figures()).toEqual([["Double", "20.0", "50.0", "80.0", "m/s", "4 of 4"]]);
    expect(root.textContent).toContain("Computed from speedKmh. Live it is known at once.");
    choose("Fast");
    expect(onChoose).toHaveBeenLastCalledWith("Fast");
    expect(figures()[0].slice(0, 2)).toEqual(["Fast", "on in 75.0 % of the samples"]);
  });

  it("points at the character of an error while it is typed, keeps the last preview, and marks the channel in the list", () => {
    const {type, error, root, figures, area} = editor();
    type("speed * 2 + lap + 1 m", {done: false});
    expect(error()).toBe("speed * 2 + lap + 1 m\n            ^^^");
    expect(root.querySelector(".lb-expression-error p")!.textContent).toBe(
      "Character 13: a plain number can't be added to km/h",
    );
    expect(area().getAttribute("aria-invalid")).toBe("true");
    expect(root.querySelectorAll(".lb-edit-list .lb-bad")).toHaveLength(1);
    expect(figures()).toHaveLength(1);
    type("speed * 3");
    expect([error(), area().getAttribute("aria-invalid"), figures()[0][3]]).toEqual([undefined, "false", "120"]);
  });

  it("saves the whole file; edits can be undone and done again", async () => {
    const {type, press, button, field, sent, names, key, root} = editor();
    expect(button("Save").disabled).toBe(true);
    type("speed * 4");
    press("New");
    field("name", "Mine");
    type("Double / 2");
    field("unit of the result", "km/h");
    expect(names()).toEqual(["Fast", "Double", "Mine"]);
    press("Save");
    await vi.waitFor(() => expect(button("Save").disabled).toBe(true), WAIT_MS);
    expect(sent[0].channels).toEqual([
      CHANNELS[0],
      {...CHANNELS[1], expression: "speed * 4"},
      {name: "Mine", expression: "Double / 2", unit: "km/h"},
    ]);
    press("Delete");
    expect(names()).toEqual(["Fast", "Double"]);
    root.dispatchEvent(new KeyboardEvent("keydown", {key: "z", ctrlKey: true, bubbles: true, cancelable: true}));
    expect(names()).toEqual(["Fast", "Double", "Mine"]);
    press("Redo");
    expect(names()).toEqual(["Fast", "Double"]);
    // in the text field the browser's own undo
    key("z", {ctrlKey: true});
    expect(names()).toEqual(["Fast", "Double"]);
  });

  it("keeps an edit made while saving unsaved, sends one request at a time, and warns before it would be lost", async () => {
    let answer = () => {};
    const bodies: {channels: MathChannel[]; before?: MathChannel[]}[] = [];
    const ask = vi.fn((_: string, {body}: {body?: object} = {}) => {
      bodies.push(body as (typeof bodies)[0]);
      return new Promise<Response>((resolve) => (answer = () => resolve(new Response("{}"))));
    });
    const {type, press, button, root} = editor({ask});
    const isWarned = () => !dispatchEvent(new Event("beforeunload", {cancelable: true}));
    expect(isWarned()).toBe(false);
    type("speed * 4", {done: false});
    expect(isWarned()).toBe(true);
    type("speed * 4");
    press("Save");
    expect([button("Save").disabled, root.textContent!.includes("saving…")]).toEqual([true, true]);
    type("speed * 5");
    press("Save");
    expect(bodies).toHaveLength(1);
    answer();
    await vi.waitFor(() => expect(button("Save").disabled).toBe(false), WAIT_MS);
    expect([root.textContent!.includes("changed, not saved"), isWarned()]).toEqual([true, true]);
    press("Save");
    answer();
    await vi.waitFor(() => expect(root.textContent).not.toMatch(/saving|not saved/), WAIT_MS);
    expect(isWarned()).toBe(false);
    expect(bodies.map(({before}) => before![1].expression)).toEqual(["speed * 2", "speed * 4"]);
    expect(bodies.map(({channels}) => channels[1].expression)).toEqual(["speed * 4", "speed * 5"]);
  });

  it("shows that the channels were changed elsewhere, keeps the edits, and loads the others or saves anyway", async () => {
    const theirs = [...CHANNELS, {name: "Theirs", expression: "speed"}];
    const ask = vi.fn(async (_: string, {body}: {body?: object} = {}) => {
      if ("before" in body!) throw new ServerRefusal(409, "changed elsewhere");
      return new Response("{}");
    });
    const {type, press, button, names, root, area} = editor({ask, reload: async () => theirs});
    type("speed * 4");
    press("Save");
    await vi.waitFor(
      () => expect(root.querySelector('[role="alert"]')!.textContent).toBe("changed elsewhere"),
      WAIT_MS,
    );
    expect([area().value, button("Save").disabled]).toEqual(["speed * 4", false]);
    press("Load theirs");
    await vi.waitFor(() => expect(names()).toEqual(["Fast", "Double", "Theirs"]), WAIT_MS);
    expect(button("Save").disabled).toBe(true);
    press("Undo");
    expect([names().length, area().value]).toEqual([2, "speed * 4"]);
    press("Save");
    await vi.waitFor(() => expect(button("Save anyway")).toBeDefined(), WAIT_MS);
    press("Save anyway");
    await vi.waitFor(() => expect(button("Save").disabled).toBe(true), WAIT_MS);
    expect(root.querySelector('[role="alert"]')).toBeNull();
  });

  it("says why it was not saved, and offers a read-only copy as a file", async () => {
    const refused = editor({refuse: "Double, character 9: no"});
    refused.type("speed * 5");
    refused.press("Save");
    await vi.waitFor(
      () => expect(refused.root.querySelector('[role="alert"]')!.textContent).toBe("Double, character 9: no"),
      WAIT_MS,
    );
    const copy = editor({writable: false});
    copy.press("Download the file");
    const [{name, content}] = copy.save.mock.calls[0];
    expect([name, content.type]).toEqual(["math-channels.json", "application/json"]);
    expect(copy.button("Save")).toBeUndefined();
  });

  it("suggests names by keys: arrows choose, Enter takes, a function gets its parentheses, Escape closes", () => {
    const {type, key, area, options, root} = editor();
    type("2 * deriv", {done: false});
    expect(options()).toEqual(["derivative"]);
    expect(area().getAttribute("aria-expanded")).toBe("true");
    key("Enter");
    expect([area().value, area().selectionStart]).toEqual(["2 * derivative()", 15]);
    type("spe", {done: false});
    const [first, second] = options();
    expect(first).toBe("speed");
    key("ArrowDown");
    key("Tab");
    expect(area().value).toBe(second);
    type("sp", {done: false});
    key("Escape");
    expect(root.querySelector<HTMLElement>('[role="listbox"]')!.hidden).toBe(true);
  });

  it("refuses names that others have, brings the examples back, and starts with nothing at all", () => {
    const {field, root, press, names} = editor();
    field("name", "Fast");
    expect(root.querySelector(".lb-math-notes")!.textContent).toBe("there is another Fast");
    field("name", "speed");
    expect(root.querySelector(".lb-math-notes")!.textContent).toBe("speed is the name of a recorded channel");
    press("Add the examples");
    expect(names()).toHaveLength(2 + EXAMPLES.length);
    const empty = editor({channels: []});
    expect(empty.root.querySelector<HTMLElement>(".lb-math-one")!.hidden).toBe(true);
    empty.press("New");
    expect(empty.names()).toEqual(["Channel 1"]);
    expect(empty.error()).toContain("^");
  });
});
