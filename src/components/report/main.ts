import {reportRules} from "../../core/report/reportRules.js";
import type {ReportCell} from "../../core/report/reportSpec.js";
import {fetchLibrary} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import {carryArchive, type PageParams} from "../ui/carriedArchive.js";
import type {Cursor} from "../ui/cursor.js";
import {cursorFrom} from "../ui/cursorParams.js";
import {markdown} from "../ui/markdown.js";
import {errorState} from "../ui/states.js";
import {editableCell} from "./editableCell.js";
import {aboutReport, packedFile} from "./packedFiles.js";
import {plainLinks} from "./plainLinks.js";
import {reportFoot} from "./reportFoot.js";
import {DRAWN_VIEWS} from "./reportViews.js";

/** Links to a stretch of laps zoom the report's own charts; other pages are not here. */
function link(_: string, {zoom, at}: PageParams): string {
  return zoom ? `#zoom=${zoom}${at === undefined ? "" : `&at=${at}`}` : "";
}

const {manifest, spec} = aboutReport();
carryArchive({file: packedFile, link, params: {}});

const main = document.querySelector("main")!;
const views = spec.cells.flatMap((cell) => (cell.kind === "view" ? [cell] : []));
// notes are words too
const [first] = views.filter(({view}) => view !== "notes");
const cursor = cursorFrom(first?.options ?? {});

/** The title of the page is that of its first view. */
function draw(cell: ReportCell, isTitled: boolean): HTMLElement {
  if (cell.kind === "text") return markdown(cell.markdown);
  const {view, options} = cell;
  try {
    const section = make("section", "lb-report-view", DRAWN_VIEWS[view](options, cursor));
    if (!isTitled || view === "notes") section.prepend(make("h2", "", HEADINGS[view] ?? view));
    return section;
  } catch (error) {
    return errorState(error);
  }
}

function place(cell: ReportCell): HTMLElement {
  const drawn = (one: ReportCell) => draw(one, cell === views[0]);
  // they have editors of their own
  if (cell.kind === "view" && /^(sql|notebook)$/.test(cell.view)) return drawn(cell);
  return editableCell(cell, {draw: drawn, views: Object.keys(DRAWN_VIEWS)});
}

const HEADINGS: Readonly<Record<string, string>> = {
  ...{
    notes: "Notes",
    notebook: "Notebook",
    debrief: "Debrief",
    corners: "Corners",
    laps: "Laps",
    race: "Race",
    circuit: "Circuit",
  },
  ...{consistency: "Consistency", stints: "Stints and tyres", sql: "SQL"},
};

/** A link to a stretch of the lap zooms to it and shows the charts. */
function follow(cursor: Cursor): void {
  const {zoom, at} = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const {view, x} = cursorFrom({zoom, at});
  if (!view) return;
  cursor.setView([...view]);
  cursor.set(x);
  document.querySelector(".lb-trace")?.scrollIntoView({block: "center"});
}

const {sessions} = await fetchLibrary();
main.querySelector(".lb-loading")?.remove();
plainLinks(main);
main.append(...spec.cells.map(place));
main.append(reportFoot(manifest, sessions, reportRules(views.map(({view}) => view))));
addEventListener("hashchange", () => follow(cursor));
main.removeAttribute("aria-busy");
