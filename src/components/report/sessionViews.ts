import type {ArchivedSession} from "../../core/archive/types.js";
import {carsIn} from "../../core/report/consistencyReport.js";
import {parseRecord} from "../../core/report/recordText.js";
import {type StintsRecord, stintsRecordPath} from "../../core/report/stintsReport.js";
import {consistencyView} from "../consistency/consistencyView.js";
import {debriefSubject} from "../debrief/debriefSubject.js";
import {raceView} from "../race/raceView.js";
import {stintsView} from "../stints/stintsView.js";
import {fetchSession, fetchText} from "../ui/archive.js";
import {make} from "../ui/canvas.js";
import type {Cursor} from "../ui/cursor.js";
import {settled} from "../ui/states.js";

type Options = Readonly<Record<string, string>>;

/** Draws a view of a report from what the report carries; all of its views share the cursor. */
export type DrawView = (options: Options, cursor: Cursor) => HTMLElement;

/** Views about one session, under the line that names it. */
export const SESSION_VIEWS: Readonly<Record<string, DrawView>> = {
  race: ofSession((archived, {car, with: beside, to, as}) =>
    raceView(archived, {
      car: car === undefined ? null : Number(car),
      params: {
        ...(beside !== undefined && {with: beside}),
        ...(to !== undefined && {to}),
        ...(as !== undefined && {as}),
      },
      onChange: () => {},
    }),
  ),
  consistency: ofSession((archived, options) => consistencyView(archived, carsIn(options), {corner: () => ""})),
  stints: ofSession(async (archived, {a, b, ...options}) => {
    const [car] = carsIn(options);
    const record = parseRecord(await fetchText(stintsRecordPath(archived.session.id, car))) as StintsRecord;
    const params = {...(a !== undefined && {a}), ...(b !== undefined && {b})};
    return stintsView({...archived, ...record}, {car, params, onChange: () => {}});
  }),
};

function ofSession(
  draw: (archived: ArchivedSession, options: Options) => HTMLElement | Promise<HTMLElement>,
): DrawView {
  return (options) =>
    settled(
      fetchSession(options.session),
      async (found) => make("div", "", debriefSubject(found, options.car), await draw(found, options)),
      {loading: "Reading the session…"},
    );
}
