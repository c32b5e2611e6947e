import {channelText, type TraceChannel} from "../laps/traceChannels.js";
import type {TraceLap} from "../laps/traceLap.js";
import {type CursorPoint, cursorPoints} from "../laps/traceReadout.js";
import {button, make, onceAFrame} from "../ui/canvas.js";
import type {Cursor} from "../ui/cursor.js";
import {fixed, unitBeside} from "../ui/format.js";
import {mount} from "../ui/mount.js";
import {lapValueTable} from "./lapValueTable.js";

/** Both cursors in numbers: the place, the time and each channel of every lap at the pinned one, at the other, and the difference. Empty without a pin. */
export function pinPanel(laps: readonly TraceLap[], channels: readonly TraceChannel[], cursor: Cursor): HTMLElement {
  const groups = [
    {label: "distance", unit: "m"},
    {label: "time", unit: "s"},
    ...channels.map(({label, unit}) => ({label, unit: unitBeside(label, unit)})),
  ];
  const columns = ["pinned", "cursor", "Δ"].map((label) => ({label, unit: ""}));
  const columnsOf = laps.map((lap) => channels.map((channel) => channel.values(lap)));
  const has = (g: number, i: number) => g < 2 || columnsOf[i][g - 2] !== undefined;
  const table = lapValueTable("both cursors", laps, {columns, groups, has});
  const tools = make(
    "div",
    "lb-tools",
    button("unpin", "remove the pinned cursor (p)", () => cursor.setPin(null)),
  );
  const root = make(
    "section",
    "lb-range",
    make("div", "lb-range-head", make("h3", "lb-range-title", "Two cursors"), tools),
    table.element,
  );
  root.setAttribute("aria-label", "two cursors");

  const draw = onceAFrame(show);
  function show(): void {
    if (root.hidden !== (cursor.pin === null)) root.hidden = cursor.pin === null;
    if (root.hidden) return;
    const pinned = cursorPoints(laps, cursor.axis, cursor.pin);
    const moving = cursorPoints(laps, cursor.axis, cursor.x);
    laps.forEach((_, i) => {
      const [a, b] = [pinned[i], moving[i]];
      table.set(0, i, numbers(a.distance, b.distance, 1));
      table.set(1, i, numbers(a.time, b.time, 3));
      channels.forEach((channel, c) => {
        table.set(c + 2, i, values(channel, columnsOf[i][c], a, b));
      });
    });
  }
  show();
  mount(root, {stops: [cursor.subscribe((what) => what !== "view" && what !== "range" && draw())]});
  return root;
}

function numbers(a: number, b: number, digits: number): string[] {
  return [fixed(a, digits), fixed(b, digits), signed(b - a, digits)];
}

function values(channel: TraceChannel, column: Float64Array | undefined, a: CursorPoint, b: CursorPoint): string[] {
  const [from, to] = [a, b].map(({index}) => (column && index >= 0 ? column[index] : Number.NaN));
  const text = (value: number) => (Number.isNaN(value) ? "—" : channelText(channel, value));
  const difference = channel.kind === "state" ? "" : signed((to - from) * channel.factor, channel.digits);
  return [text(from), text(to), difference];
}

function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
