import {LapBook} from "../../core/laps/lapBook.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {WatchedHead} from "../../core/live/windows/watchedHead.js";
import type {Track} from "../../core/track/track.js";
import type {TrackIdentity} from "../../core/track/trackKey.js";
import {make} from "../ui/canvas.js";
import {isShortcut, mount} from "../ui/mount.js";
import {dvrBar} from "./dvrBar.js";
import {createFrameLoop} from "./frameLoop.js";
import {createInSight} from "./inSight.js";
import type {WallContext, WallParts} from "./layouts/wallContext.js";
import {chosenLayout, WALL_LAYOUTS, type WallLayout} from "./layouts/wallLayouts.js";
import {type LiveSessionPickerOptions, liveSessionPicker} from "./liveSessionPicker.js";
import {markButton} from "./markButton.js";
import type {Marks} from "./marks.js";
import type {OwnChannels} from "./ownStrip.js";
import {pitTheme} from "./pitTheme.js";
import {createReadiness} from "./readiness.js";
import type {References} from "./referencePicker.js";
import {sessionEnd} from "./sessionEnd.js";
import {shownCar} from "./shownCar.js";
import {createSilenceMeter, ENDED_TEXT, sourceStatus} from "./sourceStatus.js";
import {setText} from "./textCell.js";
import {createTimeCursor} from "./timeCursor.js";
import {wallHeader} from "./wallHeader.js";
import {type WallWindowsOptions, wallWindows} from "./wallWindows.js";

export interface PitWallOptions {
  /** the car to look at first; the player's own when left out */
  car?: number | null;
  onCar?: (car: number) => void;
  /** id of the layout to begin with; Race or Driver, by the number of cars, when left out */
  layout?: string | null;
  onLayout?: (id: string) => void;
  /** a layout is shown, chosen or not: the channels of its panels are wanted */
  onShown?: (id: string) => void;
  /** address of a layout, for another window; absent: no links */
  layoutHref?: (id: string) => string;
  /** how windows of the same session reach each other; null: each is on its own */
  windows?: WallWindowsOptions | null;
  /** the replay's speed was chosen */
  onSpeed?: (speed: number) => void;
  /** a session's track; null while it is unknown */
  track?: (place: TrackIdentity) => Track | null;
  /** shown instead of the wall while there is no data */
  waiting?: Node | null;
  /** starts and stops the simulator; null where there is none */
  simulator?: {element: HTMLElement; update(): Promise<void>} | null;
  replay?: boolean;
  /** chooses one of several sessions */
  picker?: LiveSessionPickerOptions | null;
  /** where marks are kept; null: nowhere */
  marks?: Marks | null;
  /** laps of the archive to compare with; null: none */
  references?: References | null;
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

/** A running session in one of the layouts, drawn from one source by one animation loop. */
export function pitWall(
  given: LiveSource,
  {
    car: first = null,
    onCar,
    layout: firstLayout = null,
    onLayout,
    onShown,
    layoutHref,
    windows: windowsOptions = null,
    onSpeed,
    track = () => null,
    waiting = null,
    simulator = null,
    replay = false,
    picker = null,
    marks = null,
    references = null,
    own = null,
  }: PitWallOptions = {},
): PitWall {
  const source = new WatchedHead(given, () => windows?.changed("head"));
  let wanted = first;
  let theme = pitTheme();
  const car = () => shownCar(source, wanted);
  const book = new LapBook(source);
  const loop = createFrameLoop();
  const inSight = createInSight(loop.wake);
  const context: WallContext = {
    ...{source, book, car, choose, replay, marks, references, own},
    theme: () => theme,
    cursor: createTimeCursor(),
    seconds: () => SPAN,
    track: () => (source.session ? track(source.session) : null),
    reducedMotion: globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? false,
  };
  let wantedLayout = firstLayout;
  let shown: WallLayout | null = null;
  let parts: WallParts | null = null;

  function takeCar(next: number): void {
    wanted = next;
    onCar?.(next);
    redraw();
  }
  function choose(next: number): void {
    takeCar(next);
    windows?.changed("car");
  }
  const windows =
    windowsOptions && wallWindows(given, {...windowsOptions, replay, car, takeCar, cursor: context.cursor});
  function redraw(): void {
    for (const panel of parts?.canvases ?? []) panel.refresh();
    loop.wake();
  }

  const header = wallHeader(source, {
    ...{car, replay, layoutHref},
    chooseLayout(id) {
      wantedLayout = id;
      onLayout?.(id);
      showLayout();
    },
  });
  const controls = dvrBar(source, {replay, onSpeed});
  if (windows) controls.element.append(windows.element);
  const mark = marks?.set && markButton(source, marks.set);
  if (mark) controls.element.append(mark.element);
  const pick = picker && liveSessionPicker(picker);

  const status = make("p", "pw-state");
  status.setAttribute("role", "status");
  const after = make("div", "pw-after-end");
  let ended: string | null = null;
  const wait = make("div", "pw-wait", ...(waiting ? [waiting] : []));
  const place = make("div", "pw-place-of-layout");
  const wall = make("div", "pw-wall", header.element, controls.element, place);
  const element = make("div", "pw", ...(pick ? [pick.element] : []), status, after, wait, wall);

  function stopParts(): void {
    for (const panel of parts?.canvases ?? []) panel.stop();
    for (const end of parts?.stops ?? []) end();
  }

  const isReady = createReadiness(source, () => performance.now());

  /** Makes the chosen layout's panels and stops those of the one before. */
  function showLayout(): void {
    if (!isReady()) return;
    const next = chosenLayout(wantedLayout, source.cars.length);
    if (next === shown) return;
    shown = next;
    stopParts();
    parts = next.make(context);
    element.dataset.layout = next.id;
    place.replaceChildren(parts.element);
    inSight.watch(parts.canvases);
    header.shows(next);
    onShown?.(next.id);
    fresh = true;
    redraw();
  }

  let fresh = true;
  loop.add(0, (time) => {
    source.beginPicture?.();
    if (fresh) parts?.tick?.(time);
    fresh = false;
    for (const panel of parts?.canvases ?? []) if (inSight.has(panel)) panel.draw(time);
  });
  loop.add(QUICK_MS, () => {
    controls.update();
    for (const part of parts?.quick ?? []) part.update();
  });
  loop.add(SLOW_MS, () => {
    showLayout();
    if (isReady()) book.update();
    header.update();
    pick?.update();
    windows?.update();
    for (const part of parts?.slow ?? []) part.update();
    showStatus();
  });

  const silence = createSilenceMeter(() => performance.now());
  function showStatus(): void {
    const empty = !isReady();
    wait.hidden = !empty || source.state === "connecting" || source.state === "loading";
    wall.hidden = empty;
    const text = sourceStatus(source, {replay, silentS: silence(source.range.to)});
    setText(status, text);
    showEnd(!replay && !empty && text === ENDED_TEXT ? (source.session?.id ?? null) : null);
    status.hidden = text === "" || (source.state === "waiting" && waiting !== null);
  }
  function showEnd(id: string | null): void {
    if (id === ended) return;
    ended = id;
    after.replaceChildren(...(id ? [sessionEnd(id), ...(simulator ? [simulator.element] : [])] : []));
    if (simulator && !id) controls.element.append(simulator.element);
    void simulator?.update();
  }
  if (simulator) controls.element.append(simulator.element);
  // the loop sleeps while nothing arrives, which is when the status changes
  const timer = setInterval(showStatus, 1000);
  showStatus();
  loop.wake();
  const stop = mount(element, {
    pageKey(event) {
      const layout = isShortcut(event) ? undefined : WALL_LAYOUTS[Number(event.key) - 1];
      if (!layout) return false;
      header.choose(layout.id);
      return true;
    },
    theme() {
      theme = pitTheme();
      redraw();
    },
    stops: [
      source.subscribe(() => {
        fresh = true;
        loop.wake();
      }),
      context.cursor.subscribe(() => loop.wake()),
      () => clearInterval(timer),
      loop.stop,
      inSight.stop,
      controls.stop,
      () => windows?.stop(),
      () => mark?.stop(),
      stopParts,
    ],
  });
  return {element, stop};
}
