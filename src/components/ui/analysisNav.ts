import {html} from "npm:htl";
import type {LibraryEntry} from "../../core/archive/types.js";
import {isRace} from "../../core/laps/gaps.js";
import {lapKey, listedSession, pageLink, parseLapKeys, readParams} from "./archive.js";
import {mount} from "./mount.js";
import {publishButton} from "./publishButton.js";
import type {OfferedView} from "./publishDialog.js";

/** What a reader has chosen, as pages keep it in their address. */
export interface AnalysisChoice {
  session?: string | null;
  car?: string | number | null;
  /** a lap's number, or "all" */
  lap?: string | number | null;
  /** as on the debrief: `my-best`, `SESSION:CAR`, `SESSION:CAR:LAP` */
  reference?: string | null;
  /** the laps that the page's charts show, the reference first, as `SESSION:CAR:LAP,SESSION:CAR:LAP` */
  laps?: string | null;
}

/** The row of pages about a session. */
export interface AnalysisNav extends HTMLElement {
  /** carries another choice on: what the page chose once its laps were read */
  carry(choice: AnalysisChoice): void;
}

export interface AnalysisPage {
  /** in src/pages, without its ending */
  path: string;
  title: string;
  /** what the page answers */
  question: string;
  /** the part of the choice that the page takes; session and car where it is absent */
  takes?: (choice: AnalysisChoice) => Record<string, string | number | null | undefined>;
  /** whether the page has something to show of a session; of each where it is absent */
  has?: (session: LibraryEntry) => boolean;
}

/** A race of several cars; what a recording does not name may be one. */
const hasOrder = ({type, drivers}: LibraryEntry) => drivers > 1 && (isRace(type) || type === "unknown");
/** Copies published earlier do not count them. */
const hasSamples = ({sampledLaps, bestSampled}: LibraryEntry) => bestSampled || sampledLaps !== 0;

/** The pages about one session, in the order in which their questions arise. */
export const ANALYSIS_PAGES: readonly AnalysisPage[] = [
  {path: "session", title: "Session", question: "What was driven, and is the recording whole?"},
  {path: "race", title: "Race", question: "Who was where, and what did the stops cost?", has: hasOrder},
  {
    path: "debrief",
    title: "Debrief",
    question: "Where did the time go, and does it repeat?",
    takes: comparison,
    has: hasSamples,
  },
  {path: "corners", title: "Corners", question: "What differs in each corner?", takes: comparison, has: hasSamples},
  {path: "sectors", title: "Sectors", question: "Which parts of the lap hold time?", takes: comparison},
  {path: "consistency", title: "Consistency", question: "What repeats from lap to lap, and what is chance?"},
  {path: "grip", title: "Grip", question: "How much of the grip is used, and how was the time spent?", has: hasSamples},
  {path: "stints", title: "Stints", question: "What did tyres and fuel do to the lap times?"},
  {path: "laps", title: "Laps", question: "What do the channels show, metre by metre?", takes: lapsOf, has: hasSamples},
  {path: "math", title: "Math", question: "Which channels of my own do I compute?", takes: lapOf, has: hasSamples},
  {path: "circuit", title: "Circuit", question: "What happened where on the road?", takes: lapOf},
  {path: "progress", title: "Progress", question: "Is the driver getting faster from session to session, and where?"},
  {path: "setups", title: "Setups", question: "Do two groups of laps differ, and by how much?"},
  {path: "calculated", title: "How it is calculated", question: "By which rule, and does it hold?"},
];

/**
 * The row of pages about one session: links that carry the choice on to the same question's neighbours. The current page is marked; on
 * a narrow screen the row scrolls, and begins where the current page is in sight. Pages that have nothing to show of the session are left
 * out. Beside it a button publishes what the page shows.
 */
export function analysisNav(current: string, choice: AnalysisChoice = {}): AnalysisNav {
  let carried = choice;
  const links = ANALYSIS_PAGES.map(({path, title, question, takes = sessionAndCar, has = () => true}) => {
    const here = path === current ? "page" : null;
    const link = html<HTMLAnchorElement>`<a href=${pageLink(path, takes(choice))} title=${question} aria-current=${here}>${title}</a>`;
    return {path, takes, has, link, item: html<HTMLElement>`<li>${link}</li>`};
  });
  let listed: LibraryEntry | undefined;
  const offer = async ({session}: AnalysisChoice) => {
    listed = session ? await listedSession(session).catch(() => undefined) : undefined;
    for (const {path, has, item} of links) item.hidden = path !== current && listed !== undefined && !has(listed);
  };
  offer(choice);
  const nav = html<HTMLElement>`<nav class="lb-analysis" aria-label="pages about this session"><ul>${links.map(({item}) => item)}</ul></nav>`;
  let shown = false;
  mount(nav, {
    resize(width) {
      if (shown || width === 0) return;
      shown = true;
      const own = nav.querySelector<HTMLElement>("[aria-current]");
      if (own) nav.scrollLeft = own.offsetLeft - nav.offsetLeft - (width - own.offsetWidth) / 2;
    },
  });
  const row = html<AnalysisNav>`<div class="lb-analysis-row">${nav}${publishButton(current, () => offeredViews(current, carried, listed))}</div>`;
  row.carry = (next) => {
    carried = next;
    for (const {path, takes, link} of links) link.href = pageLink(path, takes(next));
    if (next.session !== listed?.id) offer(next);
  };
  return row;
}

/** What a report of this page can show: the page itself with all of its address, its neighbours with the choice. */
function offeredViews(current: string, choice: AnalysisChoice, listed: LibraryEntry | undefined): OfferedView[] {
  const params = readParams();
  const pages = ANALYSIS_PAGES.filter(({path, has}) => path === current || !listed || !has || has(listed));
  return pages.map(({path, title, takes = sessionAndCar}) => ({
    ...{view: path, title},
    options: path === current ? params : takes({...choice, ...params}),
  }));
}

/** The choice of pages that show one lap: the session and car of the first one. */
export function choiceOfLaps(laps: readonly {session: string; car: number; lap: number}[]): AnalysisChoice {
  const [first] = laps;
  return first ? {session: first.session, car: first.car, ...(laps.length === 1 && {lap: first.lap})} : {};
}

function sessionAndCar({session, car}: AnalysisChoice) {
  return {session, car};
}

function comparison({session, car, lap, reference}: AnalysisChoice) {
  return {session, car, lap, reference};
}

/**
 * The laps of the page's charts; else the lap behind its reference where both are single laps, the lap alone, or the session whose best
 * laps the page chooses.
 */
function lapsOf(choice: AnalysisChoice) {
  if (choice.laps) return {laps: choice.laps};
  const lap = keyOf(choice);
  if (!lap) return sessionAndCar(choice);
  const reference = parseLapKeys(choice.reference).map(lapKey);
  return {laps: [...reference, lap].join(",")};
}

function lapOf(choice: AnalysisChoice) {
  const lap = keyOf(choice);
  return lap ? {lap} : sessionAndCar(choice);
}

function keyOf({session, car, lap}: AnalysisChoice): string | null {
  return parseLapKeys(`${session}:${car}:${lap}`).map(lapKey)[0] ?? null;
}
