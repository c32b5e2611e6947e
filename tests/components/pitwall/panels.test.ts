// @vitest-environment jsdom
import {describe, expect, it} from "vitest";
import {conditions, flagShown} from "../../../src/components/pitwall/conditions.js";
import {dialAngle} from "../../../src/components/pitwall/dial.js";
import {dvrAction, dvrBar} from "../../../src/components/pitwall/dvrBar.js";
import {eventFeed} from "../../../src/components/pitwall/eventFeed.js";
import {gaugePlaces} from "../../../src/components/pitwall/gauges.js";
import {headline} from "../../../src/components/pitwall/headline.js";
import {healthHud} from "../../../src/components/pitwall/healthHud.js";
import {lapList} from "../../../src/components/pitwall/lapList.js";
import {neverSent} from "../../../src/components/pitwall/notSent.js";
import {sectorPanel} from "../../../src/components/pitwall/sectorPanel.js";
import {driverText, shownCar} from "../../../src/components/pitwall/shownCar.js";
import {timingTower} from "../../../src/components/pitwall/timingTower.js";
import {gapText, runningOrder, towerRow} from "../../../src/components/pitwall/towerRow.js";
import {trapSpeeds} from "../../../src/components/pitwall/trapSpeeds.js";
import {windowStats, windowSummary} from "../../../src/components/pitwall/windowStats.js";
import {delta, lapTime} from "../../../src/components/ui/format.js";
import {LapBook} from "../../../src/core/laps/lapBook.js";
import {FakeLive} from "../../support/fakeLive.js";

const car = () => 0;

function session(cars: number, seconds = 60) {
  const source = new FakeLive({cars});
  const book = new LapBook(source);
  source.advance(seconds);
  book.update();
  return {source, book};
}

describe("neverSent", () => {
  it("is true for channels without any value, not for those that only pause", () => {
    const {source} = session(1);
    const broadcast = Object.create(source, {
      latest: {value: (n: number, channel: string) => (channel === "gear" ? Number.NaN : source.latest(n, channel))},
    }) as typeof source;
    expect(neverSent(broadcast, ["gear"])(0)).toBe(true);
    expect(neverSent(broadcast, ["gear", "throttle"])(0)).toBe(false);
    let pause = false;
    const pausing = Object.create(source, {
      latest: {
        value: (n: number, channel: string) => (pause && channel === "gear" ? Number.NaN : source.latest(n, channel)),
      },
    }) as typeof source;
    const notSent = neverSent(pausing, ["gear"]);
    expect(notSent(0)).toBe(false);
    pause = true;
    expect(notSent(0)).toBe(false);
    expect(neverSent(new FakeLive({cars: 1}), ["gear"])(0)).toBe(false);
  });
});

describe("the timing tower", () => {
  it("lists 22 cars in order, the leader first, with gaps and tyres", () => {
    const {source, book} = session(22);
    const {element, update} = timingTower(source, {car, book, choose: () => {}});
    update();
    const rows = [...element.querySelectorAll("tbody tr")];
    expect(rows.length).toBe(22);
    expect(rows[0].textContent).toContain("leader");
    expect(rows[1].children[2].textContent).toMatch(/^\+\d+\.\d{3}$/);
    expect(rows[0].querySelector(".lb-tyre")?.getAttribute("aria-label")).toBe("soft");
    const positions = rows.map((row) => Number(row.children[0].textContent));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it("chooses the car of a row, and marks exactly one row", () => {
    const {source, book} = session(3);
    let chosen = 0;
    const {element, update} = timingTower(source, {car: () => chosen, book, choose: (n) => (chosen = n)});
    update();
    element.querySelectorAll<HTMLButtonElement>("button")[2].click();
    update();
    expect(chosen).toBe(2);
    expect(element.querySelectorAll("[aria-selected=true]").length).toBe(1);
  });

  it("compares best laps outside races", () => {
    const {source, book} = session(3, 200);
    Object.assign(source.session!, {type: "qualifying 1"});
    book.update();
    const {element, update} = timingTower(source, {car, book, choose: () => {}});
    update();
    expect(element.querySelector("thead")?.textContent).toContain("To best");
    const gaps = [...element.querySelectorAll("tbody tr")].map((row) => row.children[2].textContent);
    const best = source.cars
      .toSorted((a, b) => source.latest(a, "position") - source.latest(b, "position"))
      .map((n) => book.bests.personal.get(n)!.lapTimeMs);
    expect(gaps[0]).toBe("—");
    expect(gaps.slice(1)).toEqual(best.slice(1).map((ms) => delta(ms - Math.min(...best))));
  });

  it("gapText(ms) keeps three digits, and has texts for leader and pit", () => {
    expect([
      gapText(1234),
      gapText(123_456),
      gapText(0),
      gapText(Number.NaN),
      gapText(0, {leads: true}),
      gapText(5, {pit: 1}),
      gapText(Number.NaN, {laps: 1}),
      gapText(Number.NaN, {laps: 2}),
    ]).toEqual(["+1.234", "+123.5", "—", "—", "leader", "in pit", "+1 lap", "+2 laps"]);
  });
});

describe("the headline", () => {
  it("shows speed, gear, lap, times and position of the chosen car", () => {
    const {source, book} = session(2);
    const {element, update} = headline(source, {car: () => 1, book});
    update();
    const said = Object.fromEntries(
      [...element.children].map((cell) => [cell.className, cell.querySelector("dd")!.textContent]),
    );
    expect(said["pw-speed"]).toMatch(/^1\d\d km\/h$/);
    expect(said["pw-lap"]).toBe("2");
    expect(said["pw-best"]).toMatch(/^40\.\d{3}$/);
    expect(said["pw-position"]).toBe("P2");
  });

  it("strikes out an invalid lap's time, with a note", () => {
    const {source, book} = session(1);
    const latest = source.latest.bind(source);
    source.latest = (n, channel) => (channel === "lapInvalid" ? 1 : latest(n, channel));
    const {element, update} = headline(source, {car, book});
    update();
    expect(element.querySelector(".pw-current")?.textContent).toContain("invalid");
    expect(element.querySelector(".pw-current .lb-struck")).not.toBeNull();
  });
});

describe("the time controls", () => {
  it("dvrAction(event) knows space, arrows and L, and leaves shortcuts alone", () => {
    const key = (name: string, more = {}) =>
      dvrAction({key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more});
    expect([key(" "), key("ArrowLeft"), key("ArrowRight", {shiftKey: true}), key("l"), key("x")]).toEqual([
      {type: "toggle"},
      {type: "step", by: -5},
      {type: "step", by: 30},
      {type: "live"},
      null,
    ]);
    expect(key("l", {ctrlKey: true})).toBeNull();
  });

  it("pause holds the play head, back to live is one click, keys do the same", () => {
    const {source} = session(1);
    const bar = dvrBar(source);
    document.body.append(bar.element);
    const press = (key: string) => document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
    press(" ");
    source.advance(3);
    bar.update();
    expect(source.time).toBeCloseTo(60, 0);
    expect(bar.element.textContent).toContain("3.0 s behind");
    press("ArrowLeft");
    expect(source.time).toBeCloseTo(55, 0);
    press("L");
    expect(source.following).toBe(true);
    press("ArrowLeft");
    bar.update();
    const live = bar.element.querySelector<HTMLButtonElement>(".pw-live")!;
    expect(live.textContent).toBe("back to live");
    live.click();
    expect(source.following).toBe(true);
    expect(live.textContent).toBe("● live");
    bar.stop();
    press("ArrowLeft");
    expect(source.following).toBe(true);
    bar.element.remove();
  });

  it("seeks with the slider, which announces its position", () => {
    const {source} = session(1);
    const bar = dvrBar(source);
    const slider = bar.element.querySelector("input")!;
    slider.value = "20";
    slider.dispatchEvent(new Event("input"));
    bar.update();
    expect(source.time).toBe(20);
    expect(slider.getAttribute("aria-valuetext")).toBe("0:20 of 0:59");
    bar.stop();
  });
});

it("flagShown(flags, own) puts red before yellow, and blue only to the car that is shown it", () => {
  expect(flagShown([0, 3, 3, 4], 0)).toEqual({flag: "red", cars: 1});
  expect(flagShown([0, 3, 3], 0)).toEqual({flag: "yellow", cars: 2});
  expect(flagShown([0, 2], 0).flag).toBe("");
  expect(flagShown([2, 0], 2).flag).toBe("blue");
  expect(flagShown([Number.NaN], -1).flag).toBe("");
});

it("conditions mark a simulated session", () => {
  const {source} = session(1);
  const {element, update} = conditions(source, {car});
  update();
  expect(element.textContent).toContain("Ring, race, F1 25");
  expect(element.querySelector<HTMLElement>(".lb-simulated")!.hidden).toBe(false);
});

it("laps, events and sectors show the driven laps with their timing classes", () => {
  const {source, book} = session(2, 130);
  const parts = [lapList(source, {car, book}), eventFeed(source, {car, book}), sectorPanel(source, {car, book})];
  for (const {update} of parts) update();
  const [laps, feed, sectors] = parts.map(({element}) => element);
  expect(laps.querySelectorAll("tbody tr").length).toBe(3);
  expect(laps.querySelectorAll(".lb-best").length).toBeGreaterThan(0);
  expect(feed.querySelector("li")?.textContent).toMatch(/lap 3 in \d+\.\d{3}/);
  expect(sectors.textContent).toContain("Best sectors of this driver");
});

it("the sector panel has 25 mini-sectors, each in its sector's group and named by it", () => {
  const {source, book} = session(2, 130);
  const {element, update} = sectorPanel(source, {car, book});
  update();
  const groups = [...element.querySelectorAll(".pw-minis")].map((group) => [...group.children] as HTMLElement[]);
  expect(groups.map((cells) => cells.length)).toEqual([...book.miniCounts]);
  expect(groups.flat().length).toBe(25);
  for (const [s, cells] of groups.entries())
    for (const [i, {title}] of cells.entries())
      if (title) expect(title).toMatch(new RegExp(`^S${s + 1}\\.${i + 1} [+−±]`));
  expect(groups.flat().some(({title}) => title)).toBe(true);
});

it("the last window is shown per channel, with its number of samples", () => {
  const {source} = session(1);
  const {element, update} = windowStats(source, {car});
  update();
  // an archive sends no windows: then the page's own, of the same three seconds
  expect(element.querySelector("tbody tr")?.textContent).toMatch(/^speed km\/h1\d\d1\d\d1\d\d$/);
  source.add({
    topic: "telemetry-windows",
    sessionTime: 60,
    startTime: 57,
    watermark: 60,
    car: 0,
    channels: {speedKmh: {count: 180, mean: 180.4, min: 170, max: 190}},
  });
  update();
  expect(element.querySelector("tbody tr")?.textContent).toBe("speed km/h180170190");
  expect(element.textContent).toContain("180 samples");
});

it("windowSummary(values) ignores NaN, and is undefined without values", () => {
  expect(windowSummary(Float64Array.of(1, Number.NaN, 5))).toEqual({mean: 3, min: 1, max: 5});
  expect(windowSummary(Float64Array.of(Number.NaN))).toBeUndefined();
});

it("the ledger shows losses and a stopped recording as such", () => {
  const source = new FakeLive({health: {recording: "disk full", latencyP50: Number.NaN}});
  source.health.ledger.lostFrames = 3;
  const {element, update} = healthHud(source);
  update();
  expect(element.textContent).toContain("stopped: disk full");
  expect([...element.querySelectorAll(".pw-bad")].map((cell) => cell.textContent)).toContain("3");
});

it("shownCar(source, wanted) is the wanted car if it drives, else the player's, else the first", () => {
  const {source} = session(3);
  Object.assign(source.session!, {playerCar: 1});
  expect([shownCar(source, 2), shownCar(source, 9), shownCar(source, null)]).toEqual([2, 1, 1]);
  expect(shownCar({cars: [4, 5], session: null}, null)).toBe(4);
  expect(shownCar({cars: [], session: null}, 3)).toBe(0);
});

it("driverText(source, car) has number, name and team, and is empty for an unknown driver", () => {
  const {source} = session(1);
  Object.assign(source.session!.drivers[0], {team: "Ferrari"});
  expect(driverText(source, 0)).toBe("1 Lauda, Ferrari");
  expect(driverText(source, 7)).toBe("");
});

it("towerRow(source, book, order, place) gives texts only, and a dash for what is unknown", () => {
  const {source, book} = session(2, 130);
  const order = runningOrder(source);
  const [first, second] = [0, 1].map((place) => towerRow(source, book, order, place));
  expect(first).toMatchObject({
    position: "1",
    raceNumber: "1",
    name: "Lauda",
    gap: "leader",
    interval: "",
    tyre: "soft",
  });
  expect(second.gap).toBe(second.interval);
  expect(second.bestClass).toBe("");
  expect(first.bestClass).toBe("lb-best");
  // nothing is purple while no lap is known to compare with
  const before = towerRow(source, new LapBook(source), order, 0);
  expect([before.last, before.lastClass]).toEqual([first.last, ""]);
  const unknown = Object.create(source, {latest: {value: () => Number.NaN}}) as typeof source;
  expect(towerRow(unknown, new LapBook(unknown), [0], 0)).toMatchObject({
    position: "—",
    last: "—",
    best: "—",
    tyre: "tyre unknown",
    tyreAge: "",
  });
});

it("towerRow has the sectors of the running lap with their class, and those of the lap before until then, muted", () => {
  const {source, book} = session(2, 130);
  const lap = book.laps.findLast(({car}) => car === 0)!;
  const cells = () => towerRow(source, book, [0, 1], 0).sectors;
  // in the first sector of its second lap
  expect(source.latest(0, "sector")).toBe(1);
  expect(cells()).toEqual(
    [lap.sector1Ms, lap.sector2Ms, lap.sector3Ms].map((ms) => ({text: lapTime(ms), className: "lb-muted"})),
  );
  while (source.latest(0, "sector") === 1) source.advance(1);
  const own = source.latest(0, "sector1TimeMs");
  const best = book.bests.personal.get(0)!.sector1Ms;
  const slower = own > best ? "lb-slower" : "lb-best";
  expect(cells().slice(0, 2)).toEqual([
    {text: lapTime(own), className: slower},
    {text: lapTime(lap.sector2Ms), className: "lb-muted"},
  ]);
});

it("trapSpeeds keeps the greatest speed of each car, and forgets what the play head takes back", () => {
  const trap = (car: number, speed: number) =>
    ({
      topic: "session-events",
      kind: "SPTP",
      sessionTime: 1,
      car,
      otherCar: Number.NaN,
      lap: 1,
      text: "",
      details: {speed},
    }) as const;
  const events = [trap(0, 310.4), trap(1, 300), trap(0, 305), {...trap(1, 350), kind: "FTLP"}];
  let until = 4;
  const traps = trapSpeeds({events: () => events.slice(0, until) as never});
  traps.update();
  expect([0, 1, 2].map(traps.of)).toEqual([310.4, 300, Number.NaN]);
  events.push(trap(2, 299));
  until = 5;
  traps.update();
  expect(traps.of(2)).toBe(299);
  until = 1;
  traps.update();
  expect([0, 1, 2].map(traps.of)).toEqual([310.4, Number.NaN, Number.NaN]);
});

it("dialAngle(dial, value) runs three quarters round and stays on the scale", () => {
  expect(dialAngle({most: 100}, 50)).toBeCloseTo(1.5 * Math.PI, 10);
  expect(dialAngle({most: 100}, 500)).toBe(dialAngle({most: 100}, 100));
});

it("gaugePlaces(width) stays within the width, from a phone to a large screen", () => {
  for (const width of [300, 358, 600, 780, 1600]) {
    const {rpm, g, speed, pedals, height} = gaugePlaces(width);
    for (const {x, y, radius} of [rpm, g, speed]) {
      expect(x - radius).toBeGreaterThanOrEqual(0);
      expect(x + radius).toBeLessThanOrEqual(width);
      expect(y + radius).toBeLessThanOrEqual(height);
    }
    expect(pedals.x + pedals.width).toBeLessThanOrEqual(width);
  }
});
