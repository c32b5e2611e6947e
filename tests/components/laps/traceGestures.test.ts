// @vitest-environment jsdom
import {expect, it} from "vitest";
import {attachGestures, type DragTool} from "../../../src/components/laps/traceGestures.js";

/** An element whose gestures are written down; `at` px from its left edge, 300 px below its top. */
function surface(tool: DragTool = "zoom") {
  const element = document.createElement("div");
  element.setPointerCapture = () => {};
  const heard: string[] = [];
  attachGestures(element, {
    point: () => {},
    brush: (range, done, by) => heard.push(`${by} ${range?.join("-") ?? "none"}${done ? " done" : ""}`),
    tap: (px, py, pins) => heard.push(`tap ${px} ${py}${pins ? " pins" : ""}`),
    tool: () => tool,
    pan: (px) => heard.push(`pan ${px}`),
    zoom: () => true,
    reset: () => heard.push("reset"),
  });
  const send = (type: string, at: number, more: PointerEventInit = {}) => {
    const event = new MouseEvent(type, {clientX: at, clientY: 300, button: 0, ...more});
    Object.assign(event, {pointerId: more.pointerId ?? 1, pointerType: more.pointerType ?? "mouse"});
    element.dispatchEvent(event);
  };
  const drag = (more: PointerEventInit = {}, end = "pointerup") => {
    send("pointerdown", 100, more);
    send("pointermove", 140, more);
    send(end, 160, more);
    return heard.splice(0).filter((text) => !text.startsWith("pan"));
  };
  return {send, drag, heard};
}

it("a mouse drags to zoom, with Alt or the range tool to choose a range; a cancelled drag chooses nothing", () => {
  expect(surface().drag()).toEqual(["zoom 100-140", "zoom 100-160 done"]);
  expect(surface().drag({altKey: true})).toEqual(["range 100-140", "range 100-160 done"]);
  expect(surface("range").drag()).toEqual(["range 100-140", "range 100-160 done"]);
  expect(surface("range").drag({}, "pointercancel").at(-1)).toBe("range none done");
  expect(surface("range").drag({shiftKey: true})).toEqual([]);
});

it("a finger chooses a range with the range tool only; a second finger ends that", () => {
  const touch = {pointerType: "touch"};
  expect(surface().drag(touch)).toEqual([]);
  const {drag, send, heard} = surface("range");
  expect(drag(touch)).toEqual(["range 100-140", "range 100-160 done"]);
  send("pointerdown", 100, touch);
  send("pointermove", 140, touch);
  send("pointerdown", 300, {...touch, pointerId: 2});
  send("pointerup", 140, touch);
  expect(heard).toEqual(["range 100-140", "range none done"]);
});

it("a click is a tap with its place, and pins with Control", () => {
  const {send, heard} = surface();
  send("pointerdown", 100);
  send("pointerup", 101);
  send("pointerdown", 100, {ctrlKey: true});
  send("pointerup", 100, {ctrlKey: true});
  expect(heard.filter((text) => text.startsWith("tap"))).toEqual(["tap 101 300", "tap 100 300 pins"]);
});
