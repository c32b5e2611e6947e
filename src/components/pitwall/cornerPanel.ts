import {RunningCorners} from "../../core/findings/runningCorners.js";
import {shortText} from "../../core/findings/words.js";
import type {LapGrids} from "../../core/laps/lapGrids.js";
import type {LiveSource} from "../../core/live/timeline/liveSource.js";
import {cornersOf} from "../../core/track/corners.js";
import type {Track} from "../../core/track/track.js";
import {make} from "../ui/canvas.js";
import {delta} from "../ui/format.js";
import {liveTable, rowHead} from "./liveTable.js";
import type {TextPanel} from "./panel.js";
import type {ReferenceLap} from "./referenceLap.js";

/** Differences named beside a corner's time. */
const MOST_NAMED = 2;

export interface CornerPanelOptions {
  car: () => number;
  grids: LapGrids;
  /** the lap that the running one is compared with */
  reference: (car: number) => ReferenceLap | undefined;
  track: () => Track | null;
}

/** The corners of the running lap as they end: time against the reference lap, and what differs. By the rules of archived laps. */
export function cornerPanel(source: LiveSource, {car, grids, reference, track}: CornerPanelOptions): TextPanel {
  const running = new RunningCorners();
  const {table, body} = liveTable(["Corner", "Time", "What differs"], {
    label: "corners of the running lap",
    className: "lb-narrow pw-corners",
    text: ["What differs"],
  });
  const note = make("p", "lb-muted");
  const scroll = make("div", "lb-scroll", table);
  const element = make("div", "", scroll, note);
  let drawn = "";

  function update(): void {
    const n = car();
    const [lap, other, known] = [grids.runningOf(n), reference(n), track()];
    const corners = known ? cornersOf(known).list : [];
    const absence =
      corners.length === 0
        ? "The corners of this circuit are not known yet; they are learned from archived laps."
        : !other
          ? "Corners are compared once there is a lap to compare with."
          : !lap
            ? "No distance along the lap is received."
            : "";
    scroll.hidden = absence !== "";
    if (absence) {
      note.textContent = absence;
      drawn = "";
      return;
    }
    const driven = running.of(lap!, other!.grid, {
      ...{session: source.session?.id ?? "", track: known!.name, driver: (of: number) => nameOf(source, of)},
      ...{corners, lengthM: known!.lengthM, referenceMs: other!.lapTimeMs ?? Number.NaN},
      reference: {session: other!.session, driver: other!.driver},
    });
    const rows = driven.map(({name, time, differences}) => {
      const isFound = time?.status === "found";
      return {
        name,
        text: time ? delta(1000 * (time.measured ?? time.value ?? 0)) : "",
        tone: !time ? "" : isFound ? ((time.measured ?? 0) > 0 ? "lb-lost" : "lb-gained") : "lb-muted",
        because: !time
          ? ""
          : isFound
            ? differences.slice(0, MOST_NAMED).map(shortText).join(", ")
            : "within what the samples resolve",
        title: time?.text ?? "",
      };
    });
    const key = JSON.stringify([n, lap!.lap, other!.name, rows]);
    if (key === drawn) return;
    drawn = key;
    note.textContent = `Lap ${lap!.lap} against ${other!.name}, in seconds; − is a gain. Faded: within ± what the samples resolve.`;
    body.replaceChildren(
      ...rows.map(({name, text, tone, because, title}) => {
        const value = make("td", `lb-number ${tone}`, text);
        value.title = title;
        return make("tr", "", rowHead(name), value, make("td", "lb-muted", because));
      }),
    );
  }
  return {element, update};
}

function nameOf(source: LiveSource, car: number): string {
  return source.session?.drivers.find((one) => one.car === car)?.name || `car ${car}`;
}
