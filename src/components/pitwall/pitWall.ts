import {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {Track} from "../../core/track/track.js";
import type {TrackPlace} from "../../core/track/trackKey.js";
import {make} from "../ui/canvas.js";
import {conditions} from "./conditions.js";
import {dvrBar} from "./dvrBar.js";
import {eventFeed} from "./eventFeed.js";
import {createFrameLoop} from "./frameLoop.js";
import {gauges} from "./gauges.js";
import {headline} from "./headline.js";
import {healthHud} from "./healthHud.js";
import {lapList} from "./lapList.js";
import {liveMap} from "./liveMap.js";
import {type LiveSessionPickerOptions, liveSessionPicker} from "./liveSessionPicker.js";
import {liveStrip} from "./liveStrip.js";
import {markButton} from "./markButton.js";
import type {Marks} from "./marks.js";
import type {TextPanel} from "./panel.js";
import {watchTheme} from "./pitTheme.js";
import {sectorPanel} from "./sectorPanel.js";
import {sourceStatus} from "./sourceStatus.js";
import {GRIP_LANES, PACE_LANES} from "./stripLanes.js";
import {createTimeCursor} from "./timeCursor.js";
import {timingTower} from "./timingTower.js";
import {windowStats} from "./windowStats.js";

export interface PitWallOptions {
  /** the car to look at first; the player's own when left out */
  car?: number | null;
  onCar?: (car: number) => void;
  /** what is known of a session's track; null while nothing is */
  track?: (place: TrackPlace) => Track | null;
  /** shown instead of the wall while nothing has come yet */
  waiting?: Node | null;
  replay?: boolean;
  /** which session of several is shown */
  picker?: LiveSessionPickerOptions | null;
  /** where marks are kept; null: nowhere */
  marks?: Marks | null;
}

export interface PitWall {
  readonly element: HTMLElement;
  stop(): void;
}

/** Seconds of the strips. */
const SPAN = 30;
/** ms between two writings of words, and of what needs reading whole laps or lists */
const WORDS = 100;
const SLOW = 250;

/** Everything about a running session on one page, drawn from one source by one animation loop. */
export function pitWall(
  source: LiveSource,
  {
    car: first = null,
    onCar,
    track = () => null,
    waiting = null,
    replay = false,
    picker = null,
    marks = null,
  }: PitWallOptions = {},
): PitWall {
  let chosen = first;
  // a car of the address that does not drive here is as good as none
  const drives = (n: number | null | undefined): n is number => n != null && source.cars.includes(n);
  const car = () => {
    if (drives(chosen)) return chosen;
    const player = source.session?.playerCar;
    return drives(player) ? player : (source.cars[0] ?? 0);
  };
  const reducedMotion = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false;
  const cursor = createTimeCursor();
  const book = new LapBook(source);
  const loop = createFrameLoop();
  const watched = watchTheme(redraw);
  const theme = () => watched.theme;
  const common = {car, theme, cursor, seconds: () => SPAN};

  function choose(next: number): void {
    chosen = next;
    onCar?.(next);
    redraw();
  }
  function redraw(): void {
    for (const panel of panels) panel.refresh();
    loop.wake();
  }

  const map = liveMap(source, {
    ...common,
    choose,
    reducedMotion,
    known: () => (source.session ? track(source.session) : null),
  });
  const dials = gauges(source, common);
  const pace = liveStrip(source, {...common, lanes: PACE_LANES, label: "speed, throttle and brake"});
  const grip = liveStrip(source, {...common, lanes: GRIP_LANES, label: "steering and g"});
  const panels = [map, dials, pace, grip];
  const dvr = dvrBar(source, {replay});
  const quick: TextPanel[] = [headline(source, {car, book}), dvr, conditions(source, {car})];
  const slow: TextPanel[] = [
    timingTower(source, {car, book, choose}),
    sectorPanel(source, {car, book}),
    lapList(source, {car, book}),
    windowStats(source, {car}),
    eventFeed(source, {car, book, marks}),
    healthHud(source, {replay}),
  ];
  const mark = marks?.set && markButton(source, marks.set);
  if (mark) dvr.element.append(mark.element);
  const pick = picker && liveSessionPicker(picker);
  if (pick) slow.push(pick);
  const [head, , now] = quick;
  const [tower, sectors, laps, windows, events, health] = slow;

  const state = make("p", "pw-state");
  state.setAttribute("role", "status");
  const wait = make("div", "pw-wait", ...(waiting ? [waiting] : []));
  const whose = make("p", "pw-whose");
  const wall = make(
    "div",
    "pw-wall",
    whose,
    head.element,
    dvr.element,
    make("div", "pw-row pw-now", map.element, dials.element),
    make("div", "pw-row pw-strips", pace.element, grip.element),
    make(
      "div",
      "pw-row pw-tables",
      make(
        "div",
        "pw-column",
        section("Timing", tower.element, "pw-timing"),
        section("Events", events.element, "pw-events"),
      ),
      make(
        "div",
        "pw-column",
        section("Sectors", sectors.element, "pw-sectors-place"),
        section("Laps", laps.element, "pw-laps"),
        section("Last three seconds", windows.element, "pw-windows"),
      ),
    ),
    section("Can this be trusted?", health.element, "pw-health"),
  );
  const element = make("div", "pw", ...(pick ? [pick.element] : []), state, now.element, wait, wall);

  let fresh = true;
  loop.add(0, (time) => {
    if (fresh) map.tick(time);
    fresh = false;
    map.draw(time);
    dials.draw(time);
    pace.draw(time);
    grip.draw(time);
  });
  loop.add(WORDS, () => {
    for (const part of quick) part.update();
    pace.update();
    grip.update();
    const driver = source.session?.drivers.find((d) => d.car === car());
    const text = driver
      ? `${driver.raceNumber} ${driver.name || `car ${car()}`}${driver.team ? `, ${driver.team}` : ""}`
      : "";
    if (whose.textContent !== text) whose.textContent = text;
  });
  loop.add(SLOW, () => {
    book.update();
    map.learn();
    for (const part of slow) part.update();
    sayState();
  });

  let newest = Number.NaN;
  let cameAt = performance.now();
  // the loop sleeps while nothing comes, and that is what is to be told
  const watch = setInterval(sayState, 1000);
  function sayState(): void {
    const empty = !source.cars.length;
    wait.hidden = !empty || source.state === "connecting";
    wall.hidden = empty;
    now.element.hidden = empty;
    const {to} = source.range;
    if (!Object.is(to, newest)) {
      newest = to;
      cameAt = performance.now();
    }
    const text = sourceStatus(source, {replay, silentS: (performance.now() - cameAt) / 1000});
    if (state.textContent !== text) state.textContent = text;
    state.hidden = text === "" || (source.state === "waiting" && waiting !== null);
  }
  const stops = [
    source.subscribe(() => {
      fresh = true;
      loop.wake();
    }),
    cursor.subscribe(() => loop.wake()),
    watched.stop,
    dvr.stop,
    () => clearInterval(watch),
    () => mark?.stop(),
    loop.stop,
    ...panels.map((panel) => panel.stop),
  ];
  sayState();
  loop.wake();
  return {
    element,
    stop() {
      for (const stop of stops) stop();
    },
  };
}

function section(title: string, content: HTMLElement, name: string): HTMLElement {
  const element = make("section", `pw-section ${name}`, make("h2", "", title), content);
  element.setAttribute("aria-label", title);
  return element;
}
