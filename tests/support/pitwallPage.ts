import {pageClock} from "../../src/components/live/pageClock.js";
import {pageWindows} from "../../src/components/live/pageWindows.js";
import {pitWall} from "../../src/components/pitwall/pitWall.js";
import {fakeSilverstone} from "./fakeCircuit.js";
import {FakeLive} from "./fakeLive.js";

// Runs in a browser: a pit wall fed by cars that drive here, without a server. The address says how many and how fast.
const params = new URLSearchParams(location.search);
const number = (name: string, otherwise: number) => Number(params.get(name) ?? otherwise);
const hz = number("hz", 60);
const source = new FakeLive({
  cars: number("cars", 1),
  hz,
  keep: number("keep", 260),
  circuit: fakeSilverstone(),
});
source.advance(number("driven", 100));
const wall = pitWall(source, {
  layout: params.get("layout"),
  layoutHref: (layout) => `?layout=${layout}`,
  windows: {open: pageWindows, now: pageClock.now},
  own: {
    chosen: [],
    computed: [],
    missing: () => undefined,
    onChoose() {},
    panels: params.get("panels"),
    board: params.get("board"),
  },
});
document.body.append(wall.element);

/** ms between two ticks of the relay */
const tick = number("tick", 33);
let last = performance.now();
let spent = 0;
let timer: ReturnType<typeof setInterval> | undefined;
if (tick)
  timer = setInterval(() => {
    const now = performance.now();
    source.advance(Math.min(0.25, (now - last) / 1000));
    last = now;
    spent += performance.now() - now;
  }, tick);

/** Counts frames and the fake's own work from here on; for a measurement. */
let frames = 0;
const count = () => {
  frames++;
  requestAnimationFrame(count);
};
requestAnimationFrame(count);

Object.assign(globalThis, {
  pitwall: {
    source,
    wall,
    meter: () => ({frames, feedMs: spent, at: performance.now()}),
    stop() {
      clearInterval(timer);
      wall.stop();
    },
  },
});
