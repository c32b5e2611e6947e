import {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import type {Track} from "../../core/track/track.js";
import type {TrackIdentity} from "../../core/track/trackKey.js";
import {make} from "../ui/canvas.js";
import {mount} from "../ui/mount.js";
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
import {type OwnChannels, ownStrip} from "./ownStrip.js";
import type {TextPanel} from "./panel.js";
import {pitTheme} from "./pitTheme.js";
import {pitWallLayout} from "./pitWallLayout.js";
import {sectorPanel} from "./sectorPanel.js";
import {createSilenceMeter, sourceStatus} from "./sourceStatus.js";
import {GRIP_LANES, PACE_LANES} from "./stripLanes.js";
import {setText} from "./textCell.js";
import {createTimeCursor} from "./timeCursor.js";
import {timingTower} from "./timingTower.js";
import {windowStats} from "./windowStats.js";

export interface PitWallOptions {
  /** the car to look at first; the player's own when left out */
  car?: number | null;
  onCar?: (car: number) => void;
  /** a session's track; null while it is unknown */
  track?: (place: TrackIdentity) => Track | null;
  /** shown instead of the wall while there is no data */
  waiting?: Node | null;
  replay?: boolean;
  /** chooses one of several sessions */
  picker?: LiveSessionPickerOptions | null;
  /** where marks are kept; null: nowhere */
  marks?: Marks | null;
  /** lets the user add channels; null: no menu */
  own?: OwnChannels | null;
}

export interface PitWall {
  readonly element: HTMLElement;
  stop(): void;
}

/** Seconds of the strips. */
const SPAN = 30;
/** ms between two updates of quick texts, and of texts that need whole laps or lists */
const QUICK_MS = 100;
const SLOW_MS = 250;

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
    own: channels = null,
  }: PitWallOptions = {},
): PitWall {
  let wanted = first;
  let theme = pitTheme();
  const car = () => shownCar(source, wanted);
  const cursor = createTimeCursor();
  const book = new LapBook(source);
  const loop = createFrameLoop();
  const common = {car, theme: () => theme, cursor, seconds: () => SPAN};

  function choose(next: number): void {
    wanted = next;
    onCar?.(next);
    redraw();
  }
  function redraw(): void {
    for (const panel of canvases) panel.refresh();
    loop.wake();
  }

  const map = liveMap(source, {
    ...common,
    choose,
    reducedMotion: globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false,
    known: () => (source.session ? track(source.session) : null),
  });
  const dials = gauges(source, common);
  const pace = liveStrip(source, {...common, lanes: PACE_LANES, label: "speed, throttle and brake"});
  const grip = liveStrip(source, {...common, lanes: GRIP_LANES, label: "steering and g"});
  const own = channels && ownStrip(source, {...common, ...channels});
  const canvases = [map, dials, pace, grip, ...(own ? [own] : [])];
  const controls = dvrBar(source, {replay});
  const mark = marks?.set && markButton(source, marks.set);
  if (mark) controls.element.append(mark.element);
  const texts = {
    headline: headline(source, {car, book}),
    conditions: conditions(source, {car}),
    timing: timingTower(source, {car, book, choose}),
    sectors: sectorPanel(source, {car, book}),
    laps: lapList(source, {car, book}),
    window: windowStats(source, {car}),
    events: eventFeed(source, {car, book, marks}),
    health: healthHud(source, {replay}),
  };
  const pick = picker && liveSessionPicker(picker);
  const quick: TextPanel[] = [texts.headline, controls, texts.conditions, pace, grip];
  const {timing, sectors, laps, window, events, health} = texts;
  const slow: TextPanel[] = [
    timing,
    sectors,
    laps,
    window,
    events,
    health,
    ...(own ? [own] : []),
    ...(pick ? [pick] : []),
  ];

  const status = make("p", "pw-state");
  status.setAttribute("role", "status");
  const wait = make("div", "pw-wait", ...(waiting ? [waiting] : []));
  const driver = make("p", "pw-whose");
  const wall = pitWallLayout({
    driver,
    headline: texts.headline.element,
    controls: controls.element,
    map: map.element,
    gauges: dials.element,
    pace: pace.element,
    grip: grip.element,
    ...(own && {own: own.element}),
    timing: timing.element,
    events: events.element,
    sectors: sectors.element,
    laps: laps.element,
    window: window.element,
    health: health.element,
  });
  const now = texts.conditions.element;
  const element = make("div", "pw", ...(pick ? [pick.element] : []), status, now, wait, wall);

  let fresh = true;
  loop.add(0, (time) => {
    if (fresh) map.tick(time);
    fresh = false;
    for (const panel of canvases) panel.draw(time);
  });
  loop.add(QUICK_MS, () => {
    for (const part of quick) part.update();
    setText(driver, driverText(source, car()));
  });
  loop.add(SLOW_MS, () => {
    book.update();
    map.learn();
    for (const part of slow) part.update();
    showStatus();
  });

  const silence = createSilenceMeter(() => performance.now());
  function showStatus(): void {
    const empty = !source.cars.length;
    wait.hidden = !empty || source.state === "connecting";
    wall.hidden = empty;
    now.hidden = empty;
    const text = sourceStatus(source, {replay, silentS: silence(source.range.to)});
    setText(status, text);
    status.hidden = text === "" || (source.state === "waiting" && waiting !== null);
  }
  // the loop sleeps while nothing arrives, which is when the status changes
  const timer = setInterval(showStatus, 1000);
  showStatus();
  loop.wake();
  const stop = mount(element, {
    theme() {
      theme = pitTheme();
      redraw();
    },
    stops: [
      source.subscribe(() => {
        fresh = true;
        loop.wake();
      }),
      cursor.subscribe(() => loop.wake()),
      () => clearInterval(timer),
      loop.stop,
      controls.stop,
      () => mark?.stop(),
      ...canvases.map((panel) => panel.stop),
    ],
  });
  return {element, stop};
}

/** The wanted car if it drives here, else the player's, else the first. */
export function shownCar(source: Pick<LiveSource, "cars" | "session">, wanted: number | null): number {
  const drives = (car: number | null | undefined): car is number => car != null && source.cars.includes(car);
  if (drives(wanted)) return wanted;
  const player = source.session?.playerCar;
  return drives(player) ? player : (source.cars[0] ?? 0);
}

/** Number, name and team of a car's driver; "" for an unknown one. */
export function driverText({session}: Pick<LiveSource, "session">, car: number): string {
  const driver = session?.drivers.find((d) => d.car === car);
  if (!driver) return "";
  return `${driver.raceNumber} ${driver.name || `car ${car}`}${driver.team ? `, ${driver.team}` : ""}`;
}
