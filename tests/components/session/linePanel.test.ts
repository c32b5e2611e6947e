// @vitest-environment jsdom
import {expect, it, vi} from "vitest";
import {linePanel} from "../../../src/components/session/linePanel.js";
import {sessionFile} from "../../support/session.js";
import {WAIT_MS} from "../../support/until.js";

const place = {x: 100, z: 0, headingDeg: 90, text: "100.0,0.0,90.0"};
const line = {from: "shape" as const, place};
const log = {used: [], unused: [], notes: [], line};
const lap = {car: 0, driver: "A", lap: 0, samples: 4, file: "samples/car-0/lap-0.arrows", lapTimeMs: null, valid: true};
const columns: Record<string, Float64Array> = {
  worldX: Float64Array.of(0, 100, 200, 200),
  worldZ: Float64Array.of(0, 0, 0, -100),
};
const samples = async () => ({has: (name: string) => name in columns, values: (name: string) => columns[name]});

function panel(more: object = {}) {
  const rebuild = vi.fn(async () => ({sessions: []}));
  const onRebuilt = vi.fn();
  const session = sessionFile("id", {
    log,
    outline: [
      [0, 0],
      [200, 0],
    ],
    ...more,
  });
  const root = linePanel(session, [lap as never], {rebuild, onRebuilt, samples: samples as never});
  document.body.replaceChildren(root);
  const press = (name: string) =>
    [...root.querySelectorAll("button")].find((button) => button.textContent === name)!.click();
  const opened = async () => {
    press("Move the line…");
    await vi.waitFor(() => expect(root.querySelector("svg")).not.toBeNull(), WAIT_MS);
    return root.querySelector("svg")!;
  };
  return {root, rebuild, onRebuilt, press, opened};
}

it("says that the line is a guess, and moves it along the lap by keys", async () => {
  const {root, rebuild, onRebuilt, press, opened} = panel({choices: {driver: "B"}});
  expect(root.textContent).toContain("That line is a guess");
  const map = await opened();
  expect(map.getAttribute("aria-valuenow")).toBe("100");
  expect(map.getAttribute("aria-valuetext")).toBe("100 m from the beginning of the lap, heading 90°");
  for (const key of ["PageUp", "ArrowRight", "ArrowRight", "ArrowLeft", "x"])
    map.dispatchEvent(new KeyboardEvent("keydown", {key, cancelable: true}));
  expect(map.getAttribute("aria-valuenow")).toBe("210");
  press("Cut the laps here");
  await vi.waitFor(() => expect(onRebuilt).toHaveBeenCalled(), WAIT_MS);
  expect(rebuild).toHaveBeenCalledWith("id", {driver: "B", line: "200.0m,-10.0m,0.0"}, expect.anything());
});

it("removes a line that was chosen, and shows why it could not", async () => {
  const {root, rebuild, press, opened} = panel({
    choices: {line: "1,2,3"},
    log: {...log, line: {...line, from: "choice" as const}},
  });
  expect(root.textContent).toContain("a line set by hand");
  await opened();
  rebuild.mockRejectedValueOnce(new Error("id is being recorded"));
  press("Without this line");
  await vi.waitFor(() => expect(root.querySelector("[role=alert]")?.textContent).toBe("id is being recorded"), WAIT_MS);
  expect(rebuild).toHaveBeenCalledWith("id", {}, expect.anything());
});

it("offers a line for a log with laps of its own, and nothing without positions", () => {
  const {root} = panel({log: {used: [], unused: [], notes: []}});
  expect(root.textContent).toContain("Cut laps at a line…");
  const none = panel({outline: []});
  expect(none.root.querySelector("button")!.hidden).toBe(true);
});
