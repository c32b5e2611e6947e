// @vitest-environment jsdom
import {afterEach, expect, it, vi} from "vitest";
import {simulatorControl} from "../../../src/components/pitwall/simulatorControl.js";

afterEach(() => {
  vi.unstubAllGlobals();
});

/** A server with a simulator that starts and stops; what it was asked. */
function server(): string[] {
  const asked: string[] = [];
  let simulator: string | null = null;
  vi.stubGlobal("fetch", async (url: URL, {method = "GET", body}: RequestInit = {}) => {
    const path = new URL(url).pathname.replace(/^.*\/api/, "api");
    asked.push(`${method} ${path}${body ? ` ${body}` : ""}`);
    if (method === "POST" && simulator) return Response.json({error: "a simulator is already running"}, {status: 409});
    if (method === "POST") simulator = "simulator:1";
    if (method === "DELETE") simulator = null;
    return Response.json({simulator});
  });
  return asked;
}

const shown = (element: HTMLElement) => [...element.querySelectorAll("button")].filter(({hidden}) => !hidden);

it("simulatorControl starts a car or a race, stops what runs, and starts again", async () => {
  const asked = server();
  const {element, update} = simulatorControl();
  expect(shown(element).map((one) => one.textContent)).toEqual(["Start the simulator", "Start a race"]);
  shown(element)[1].click();
  await vi.waitFor(() => expect(shown(element).map((one) => one.textContent)).toEqual(["Stop the simulator"]));
  expect(asked[0]).toBe('POST api/v1/simulators {"race":true,"speed":1}');
  shown(element)[0].click();
  await vi.waitFor(() => expect(shown(element)).toHaveLength(2));
  expect(asked).toContain("DELETE api/v1/sources/simulator%3A1");
  await update();
  expect(shown(element)).toHaveLength(2);
});

it("simulatorControl says why nothing started, and shows the simulator that another page started", async () => {
  server();
  const [one, other] = [simulatorControl(), simulatorControl()];
  shown(one.element)[0].click();
  await vi.waitFor(() => expect(shown(one.element)).toHaveLength(1));
  shown(other.element)[0].click();
  await vi.waitFor(() => expect(other.element.textContent).toContain("already running"));
  await vi.waitFor(() => expect(shown(other.element).map((b) => b.textContent)).toEqual(["Stop the simulator"]));
});
