// @vitest-environment jsdom
import {expect, it} from "vitest";
import {panelBoard} from "../../../src/components/pitwall/engineer/panelBoard.js";
import {type PanelSpec, panelsText, parsePanels} from "../../../src/components/pitwall/engineer/panelSpec.js";
import {pitTheme} from "../../../src/components/pitwall/pitTheme.js";
import {FakeLive} from "../../support/fakeLive.js";

it("panels survive an address, and damaged addresses leave out what cannot be read", () => {
  const panels: PanelSpec[] = [
    {kind: "number", channels: ["fuelMass"]},
    {kind: "xy", channels: ["gLateral", "Brake; bias, front"]},
  ];
  expect(parsePanels(panelsText(panels))).toEqual(panels);
  expect(parsePanels("xy:speedKmh;constructor:a;number:%E0%A4%A;;bar:a,b;number:gear")).toEqual([
    {kind: "number", channels: ["%E0%A4%A"]},
    {kind: "number", channels: ["gear"]},
  ]);
  expect(parsePanels(null)).toEqual([]);
});

it("panelBoard adds, moves and removes panels, and shows their values", () => {
  const source = new FakeLive({cars: 1});
  source.advance(10);
  const told: (readonly PanelSpec[])[] = [];
  const board = panelBoard({
    ...{source, car: () => 0, theme: () => pitTheme(false), seconds: () => 10, computed: []},
    panels: parsePanels("number:speedKmh;number:gone"),
    onPanels: (panels) => told.push(panels),
  });
  const {element} = board;
  const titles = () => [...element.querySelectorAll("h3")].map((head) => head.firstChild!.textContent);
  expect(titles()).toEqual(["speed"]);
  expect(element.querySelector(".pw-number-value")!.textContent).toBe(source.latest(0, "speedKmh").toFixed(0));
  const [kinds, channel] = element.querySelectorAll("select");
  kinds.value = "bar";
  channel.value = "rpm";
  element.querySelector<HTMLButtonElement>(".lb-bar button")!.click();
  expect(titles()).toEqual(["speed", "engine speed"]);
  expect(told.at(-1)!.map(({kind}) => kind)).toEqual(["number", "number", "bar"]);
  element.querySelector<HTMLButtonElement>("[aria-label='remove speed']")!.click();
  expect(titles()).toEqual(["engine speed"]);
  source.advance(5);
  board.update();
  expect(element.querySelector("p b")!.textContent).toBe(source.latest(0, "rpm").toFixed(0));
});
