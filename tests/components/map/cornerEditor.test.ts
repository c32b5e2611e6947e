// @vitest-environment jsdom
import {beforeAll, describe, expect, it, vi} from "vitest";
import {cornerEditor} from "../../../src/components/map/cornerEditor.js";
import {type CornersFile, cornersFromFile} from "../../../src/core/track/authored/cornersFile.js";
import {CIRCUITS} from "../../../src/core/track/circuits/all.js";
import {circuitTrack} from "../../../src/core/track/circuitTrack.js";
import {cornersOf} from "../../../src/core/track/corners.js";
import {WAIT_MS} from "../../support/until.js";

const track = {...circuitTrack(CIRCUITS.monza), id: "game-monza", frame: "Game"};
const found = cornersOf(track).list;

beforeAll(() => {
  // jsdom has no pointer capture
  Element.prototype.setPointerCapture = () => {};
});

function editor() {
  const sent: {address: string; params: object; body?: CornersFile}[] = [];
  const ask = vi.fn(async (address: string, {params, body}: {params: object; body?: object}) => {
    sent.push({address, params, body: body as CornersFile});
    return {};
  });
  const onSaved = vi.fn();
  const root = cornerEditor(track, {ask: ask as never, onSaved});
  document.body.replaceChildren(root);
  const handle = (index: number, part = "apexM") => root.querySelector<SVGElement>(`[data-handle="${index} ${part}"]`)!;
  const at = (index: number, part = "apexM") => Number(handle(index, part).getAttribute("aria-valuenow"));
  const press = (name: string) =>
    [...root.querySelectorAll("button")].find((button) => button.textContent === name)!.click();
  const key = (target: Element, key: string, more: object = {}) =>
    target.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true, cancelable: true, ...more}));
  const input = (label: string) => root.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!;
  const type = (label: string, value: string) => {
    input(label).value = value;
    input(label).dispatchEvent(new Event("change"));
  };
  const saved = async () => {
    press("Save");
    await vi.waitFor(() => expect(onSaved).toHaveBeenCalled(), WAIT_MS);
    return cornersFromFile(JSON.parse(JSON.stringify(sent.at(-1)!.body)));
  };
  return {root, sent, ask, handle, at, press, key, input, type, saved};
}

describe("cornerEditor", () => {
  it("moves a corner and its ends by keys, a step each, which can be undone and done again", () => {
    const {root, handle, at, press, key} = editor();
    handle(2).focus();
    expect(handle(2).getAttribute("aria-label")).toBe("turn 3 Curva Grande");
    key(handle(2), "PageUp");
    key(handle(2), "ArrowLeft");
    expect(at(2)).toBe(Math.round(found[2].apexM + 45));
    // the focus stays on the handle that is drawn anew
    expect(document.activeElement).toBe(handle(2));
    key(handle(2, "entryM"), "ArrowLeft");
    expect(at(2, "entryM")).toBe(Math.round(found[2].entryM + 40));
    key(root, "z", {ctrlKey: true});
    key(root, "z", {ctrlKey: true});
    expect(at(2)).toBe(Math.round(found[2].apexM + 50));
    key(root, "y", {ctrlKey: true});
    expect(at(2)).toBe(Math.round(found[2].apexM + 45));
    press("Undo");
    press("Undo");
    expect(at(2)).toBe(Math.round(found[2].apexM));
  });

  it("drags a corner along the line, one step a drag", () => {
    const {root, handle, at, press} = editor();
    const map = root.querySelector("svg")!;
    map.getBoundingClientRect = () => ({left: 0, top: 0, width: 640, height: 420}) as DOMRect;
    const pixel = (index: number) => /translate\(([\d.]+),([\d.]+)\)/.exec(handle(index).getAttribute("transform")!)!;
    const [, fx, fy] = pixel(6).map(Number);
    const [, tx, ty] = pixel(7).map(Number);
    const pointer = (target: Element, type: string, x: number, y: number) =>
      target.dispatchEvent(
        Object.assign(new MouseEvent(type, {clientX: x, clientY: y, bubbles: true}), {pointerId: 1}),
      );
    pointer(handle(6), "pointerdown", fx, fy);
    pointer(map, "pointermove", fx + (tx - fx) / 4, fy + (ty - fy) / 4);
    pointer(map, "pointermove", fx + (tx - fx) / 2, fy + (ty - fy) / 2);
    pointer(map, "pointerup", fx + (tx - fx) / 2, fy + (ty - fy) / 2);
    const half = (found[6].apexM + found[7].apexM) / 2;
    expect(Math.abs(at(6) - half)).toBeLessThan(60);
    press("Undo");
    expect(at(6)).toBe(Math.round(found[6].apexM));
  });

  it("splits, joins and names, and saves what it shows, verified", async () => {
    const {handle, press, type, input, saved, sent} = editor();
    handle(2).focus();
    press("Split");
    type("name of the corner", "Biassono");
    handle(0).focus();
    press("Join with the next");
    type("shown instead of the number", "1a");
    type("number of the corner", "0");
    expect(input("number of the corner").value).toBe("1");
    input("verified by").value = " Ada ";
    const file = await saved();
    expect(sent.at(-1)).toMatchObject({address: "PUT /tracks/{track}/corners", params: {track: "game-monza"}});
    expect(file.corners).toHaveLength(11);
    expect(file.corners.slice(0, 3)).toMatchObject([
      {number: 1, label: "1a", name: "Rettifilo"},
      {number: 2, name: "Biassono"},
      {number: 3, name: "Curva Grande"},
    ]);
    expect(cornersOf({...track, authored: file}).verified).toEqual({by: "Ada", stale: false});
  });

  it("shows why the server refused", async () => {
    const {root, ask, press} = editor();
    ask.mockRejectedValueOnce(new Error("unknown track: game-monza"));
    press("Save");
    await vi.waitFor(() => expect(root.querySelector("[role=alert]")?.textContent).toContain("unknown track"), WAIT_MS);
  });
});
