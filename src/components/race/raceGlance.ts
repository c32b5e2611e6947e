import {html} from "npm:htl";
import type {ArchivedSession} from "../../core/archive/types.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import {raceGaps} from "../../core/laps/race/raceGaps.js";
import {sessionStatistics} from "../../core/laps/sessionStatistics.js";
import {pageLink} from "../ui/archive.js";
import {mount} from "../ui/mount.js";
import {gapChart} from "./gapChart.js";
import {neutralText} from "./neutralMarks.js";
import {raceCars} from "./raceCars.js";

/**
 * The gaps of a race at a glance, with the way to its page; empty for another session.
 *
 * @param colors of the cars that are named
 */
export function raceGlance({session, laps}: ArchivedSession, colors: ReadonlyMap<number, string>): HTMLElement {
  const root = html<HTMLElement>`<div></div>`;
  const {race} = sessionStatistics(laps, session);
  if (!race) return root;
  const own = playerCarOf(session, laps).car;
  const link = html`<a href=${pageLink("race", {session: session.id})}>Race</a>`;
  const placed = race.chart.filter(({places}) => places.length > 1);
  if (placed.length < 2) {
    root.append(html`<p class="lb-muted">Pit stops and what is known of the order: ${link}.</p>`);
    return root;
  }
  const place = html<HTMLElement>`<div></div>`;
  const open = (car: number) => (location.href = pageLink("race", {session: session.id, with: String(car)}));
  root.append(
    html`<h3>Gaps to the leader</h3>`,
    html`<p class="lb-muted">At the line, by lap times. ${neutralText(race.neutral)} Positions by lap, pit stops and gaps to any car: ${link}.</p>`,
    place,
  );
  let drawn = 0;
  mount(root, {
    resize(width) {
      if (width === drawn || width === 0) return;
      drawn = width;
      const cars = raceCars(race.rows, own, [...colors.keys()], colors);
      place.replaceChildren(gapChart(raceGaps(race.chart, null), {width, cars, neutral: race.neutral, onCar: open}));
    },
  });
  return root;
}
