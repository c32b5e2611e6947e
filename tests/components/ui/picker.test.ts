// @vitest-environment jsdom
import {expect, it} from "vitest";
import {picker} from "../../../src/components/ui/picker.js";

it("picker(label, options, index) has the chosen option's value, and follows its menu", () => {
  const options = [1, 2, 3].map((n) => ({value: {n}, label: `lap ${n}`}));
  const root = picker("Lap", options, 1);
  expect(root.value).toBe(options[1].value);
  const select = root.querySelector("select")!;
  select.selectedIndex = 2;
  select.dispatchEvent(new Event("input", {bubbles: true}));
  expect(root.value).toBe(options[2].value);
  expect(root.textContent).toContain("Lap");
});

it("picker has the first option for an index out of range, and null without options", () => {
  const options = [{value: "a", label: "A", key: "a"}];
  expect(picker("x", options, -1).value).toBe("a");
  expect(picker("x", options, 9).querySelector("select")!.value).toBe("a");
  expect(picker("x", []).value).toBeNull();
});
