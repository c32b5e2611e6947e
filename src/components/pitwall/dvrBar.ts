import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {button, make} from "../ui/canvas.js";
import {clockTime} from "../ui/format.js";
import {isShortcut, type Key, mount} from "../ui/mount.js";
import type {TextPanel} from "./panel.js";
import {setText} from "./textCell.js";

/** of a replay, times real time */
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];

export type DvrAction = {type: "toggle"} | {type: "step"; by: number} | {type: "live"};

/** What a key does to the play head: space pauses, ← → step five seconds (with Shift thirty), L or End moves to the newest. */
export function dvrAction(event: Key): DvrAction | null {
  if (isShortcut(event)) return null;
  if (event.key === " ") return {type: "toggle"};
  if (event.key === "ArrowLeft") return {type: "step", by: event.shiftKey ? -30 : -5};
  if (event.key === "ArrowRight") return {type: "step", by: event.shiftKey ? 30 : 5};
  if (event.key === "End") return {type: "live"};
  return event.key === "l" || event.key === "L" ? {type: "live"} : null;
}

export interface DvrBar extends TextPanel {
  act(action: DvrAction): void;
  stop(): void;
}

/** Pause, seek, and back to the newest in one click. The whole page follows. */
export function dvrBar(
  source: LiveSource,
  {replay = false, onSpeed}: {replay?: boolean; onSpeed?: (speed: number) => void} = {},
): DvrBar {
  const toggle = button("pause", "pause (space)", () => act({type: "toggle"}));
  const live = button("live", "to the newest (L)", () => act({type: "live"}));
  live.classList.add(replay ? "pw-end" : "pw-live");
  const slider = make("input", "pw-scrub");
  slider.type = "range";
  slider.step = "0.1";
  slider.setAttribute("aria-label", "play head, session time");
  const place = make("span", "pw-place");
  const speed = make("select", "lb-select pw-speed-choice");
  speed.setAttribute("aria-label", "speed of the replay");
  speed.title = "times real time";
  speed.hidden = !replay;
  speed.addEventListener("change", () => {
    source.setSpeed(Number(speed.value));
    onSpeed?.(source.speed);
  });
  const hint = make(
    "span",
    "lb-caption pw-keys",
    `space pauses, ← → step 5 s, L goes to the ${replay ? "end" : "newest"}`,
  );
  const element = make(
    "div",
    "pw-dvr",
    toggle,
    button("−5 s", "back five seconds (←)", () => act({type: "step", by: -5})),
    button("+5 s", "on five seconds (→)", () => act({type: "step", by: 5})),
    slider,
    place,
    speed,
    live,
    hint,
  );
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", "time controls");

  /** the replay has reached its end; play starts it again */
  const over = () => replay && !source.paused && source.state === "ended";
  function seek(time: number): void {
    const {from, to} = source.range;
    // beyond the newest data: follow it
    if (!replay && time >= to - 0.05) act({type: "live"});
    else source.seek(Math.min(to, Math.max(from, time)));
  }
  function act(action: DvrAction): void {
    if (action.type === "live") {
      source.seek(null);
      source.play();
    } else if (action.type === "step") {
      if (!Number.isNaN(source.time)) seek(source.time + action.by);
    } else if (source.paused || over()) {
      source.play();
    } else {
      source.pause();
    }
    update();
  }
  slider.addEventListener("input", () => seek(Number(slider.value)));

  const stop = mount(element, {
    pageKey(event) {
      // space presses a button that has the focus
      const presses = event.key === " " && (event.target as HTMLElement | null)?.closest?.("button, a, summary, input");
      const action = dvrAction(event);
      if (presses || !action) return false;
      act(action);
      return true;
    },
  });

  function showSpeed(): void {
    if (!replay || Number(speed.value) === source.speed) return;
    const speeds = [...new Set([...SPEEDS, source.speed])].sort((a, b) => a - b);
    speed.replaceChildren(...speeds.map((one) => new Option(`${one}×`, String(one), false, one === source.speed)));
  }

  function update(): void {
    const {from, to} = source.range;
    const {time, following, paused} = source;
    showSpeed();
    const known = !Number.isNaN(time);
    slider.disabled = !known;
    if (known) {
      const [least, most, now] = [from.toFixed(1), to.toFixed(1), time.toFixed(1)];
      if (slider.min !== least) slider.min = least;
      if (slider.max !== most) slider.max = most;
      if (slider.value !== now) slider.value = now;
      const share = to > from ? (time - from) / (to - from) : 1;
      slider.style.setProperty("--done", `${(100 * share).toFixed(1)}%`);
      slider.setAttribute("aria-valuetext", `${clockTime(time)} of ${clockTime(to)}`);
    }
    const behind = to - time;
    const apart = replay
      ? `${clockTime(time)} of ${clockTime(to)}`
      : `${clockTime(time)}, ${behind.toFixed(1)} s behind`;
    setText(place, !known ? "" : following && !replay ? clockTime(time) : apart);
    setText(toggle, over() ? "again" : paused ? "play" : "pause");
    toggle.setAttribute("aria-pressed", String(paused));
    const isLive = following && !paused && (replay ? source.state === "ended" : source.state === "live");
    const isLoading = following && !paused && source.state === "loading";
    setText(live, replay ? "to the end" : isLive ? "● live" : isLoading ? "loading…" : "back to live");
    live.disabled = isLive || isLoading || !known;
  }
  update();
  return {element, update, act, stop};
}
