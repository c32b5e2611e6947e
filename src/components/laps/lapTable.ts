import {html} from "npm:htl";
import type {LapRow, SessionFile} from "../../core/archive/types.js";
import {BestTimes, type Split} from "../../core/laps/bests.js";
import {lapTimingClass} from "../../core/laps/timingClass.js";
import {lapKey, pageLink} from "../ui/archive.js";
import {badge, tyre} from "../ui/badges.js";
import {type Column, dataTable} from "../ui/dataTable.js";
import {fuelUsed, lapTime, percent, speed} from "../ui/format.js";
import {driverName} from "../ui/sessionNames.js";
import {MAX_COMPARED} from "./lapChoice.js";

/**
 * Laps × sectors with purple, green and yellow; check some to compare them on the Laps page.
 *
 * @param among the laps of the session, of whose bests the marks are
 * @param notes what the user wrote about a lap, beside Lapbook's own notes
 */
export function lapTable(
  session: SessionFile,
  laps: readonly LapRow[],
  {among = laps, notes}: {among?: readonly LapRow[]; notes?: (lap: LapRow) => Node} = {},
): HTMLElement {
  const all = new BestTimes(among);
  const cars = new Set(laps.map((lap) => lap.car));
  const sampled = laps.some(({file}) => file !== null);
  const chosen = new Set<LapRow>();
  const compare = html<HTMLAnchorElement>`<a class="lb-button lb-primary">Compare</a>`;
  const hint = html`<span class="lb-muted" role="status"></span>`;
  const key = (lap: LapRow) => lapKey({session: session.id, car: lap.car, lap: lap.lap});

  const choose = () => {
    const n = chosen.size;
    if (n) compare.href = pageLink("laps", {laps: [...chosen].map(key).join(",")});
    else compare.removeAttribute("href");
    compare.setAttribute("aria-disabled", String(n === 0));
    compare.textContent = n > 1 ? `Compare ${n} laps` : n ? "Show this lap" : "Compare laps";
    hint.textContent =
      n > MAX_COMPARED
        ? `more than ${MAX_COMPARED} are hard to distinguish`
        : n
          ? ""
          : "check laps to see their traces together";
  };
  const check = (lap: LapRow) => {
    const toggle = (event: Event) => {
      const input = event.target as HTMLInputElement;
      if (input.checked) chosen.add(lap);
      else chosen.delete(lap);
      input.closest("tr")?.setAttribute("aria-selected", String(input.checked));
      choose();
    };
    const why = lap.file ? null : "no samples: this lap is in the session history only";
    return html`<input type="checkbox" checked=${chosen.has(lap)} disabled=${!lap.file} title=${why}
      aria-label=${`compare ${lap.driver}, lap ${lap.lap}`} onchange=${toggle}>`;
  };
  const onlyDriver = html<HTMLSelectElement>`<select aria-label="driver" onchange=${() => table.setRows(ofDriver())}>
    <option value="">all ${cars.size} drivers</option>
    ${[...cars].map((car) => html`<option value=${car}>${laps.find((lap) => lap.car === car)?.driver || `car ${car}`}</option>`)}
  </select>`;
  const ofDriver = () => laps.filter((lap) => onlyDriver.value === "" || lap.car === Number(onlyDriver.value));

  const table = dataTable(laps, {
    columns: columns({
      check,
      link: (lap) => pageLink("circuit", {lap: key(lap)}),
      all,
      many: cars.size > 1,
      sampled,
      notes,
    }).filter(({key}) => sampled || !OF_SAMPLES.has(key ?? "")),
    label: "laps",
    ...(cars.size > 1 && {
      search: (lap: LapRow) => `${lap.driver} lap ${lap.lap} ${lap.tyreCompound ?? ""} ${lap.pit ? "pit" : ""}`,
    }),
    tall: true,
    controls: [
      ...(cars.size > 1 ? [onlyDriver] : []),
      ...(sampled
        ? [compare, hint]
        : [html`<span class="lb-muted">lap times only: there are no traces to compare</span>`]),
    ],
    decorate: (tr, lap) => chosen.has(lap) && tr.setAttribute("aria-selected", "true"),
  });
  choose();
  return table;
}

/** Columns that only samples fill. */
const OF_SAMPLES = new Set(["fuel", "recorded"]);

interface Parts {
  check: (lap: LapRow) => Node;
  link: (lap: LapRow) => string;
  all: BestTimes;
  many: boolean;
  sampled: boolean;
  notes?: (lap: LapRow) => Node;
}

function columns({check, link, all, many, sampled, notes}: Parts): Column<LapRow>[] {
  const time = (key: Split, label: string): Column<LapRow> => ({
    key,
    label,
    number: true,
    optional: key !== "lapTimeMs",
    value: (lap) => lap[key] || null,
    cell: (lap) => timeCell(lap, key, all),
  });
  const driver: Column<LapRow> = {label: "Driver", value: (lap) => lap.driver, cell: driverName};
  return [
    {
      label: "Lap",
      number: true,
      value: ({lap}) => lap,
      cell: (row) => {
        const number = row.file ? html`<a href=${link(row)} title="show on the map">${row.lap}</a>` : String(row.lap);
        return sampled ? html`<span class="lb-lap-check">${check(row)}${number}</span>` : number;
      },
    },
    ...(many ? [driver] : []),
    time("lapTimeMs", "Time"),
    time("sector1Ms", "Sector 1"),
    time("sector2Ms", "Sector 2"),
    time("sector3Ms", "Sector 3"),
    {
      label: "Tyre",
      optional: true,
      value: (lap) => lap.tyreCompound,
      cell: (lap) => tyre(lap.tyreCompound, {ageLaps: lap.tyreAgeLaps}),
    },
    {label: "Top speed", optional: true, number: true, value: (lap) => lap.topSpeedKmh, format: speed},
    {
      key: "fuel",
      label: "Fuel used",
      optional: true,
      number: true,
      value: (lap) => lap.fuelUsedLitres ?? lap.fuelUsedKg,
      cell: fuelUsed,
    },
    {
      key: "recorded",
      label: "Recorded",
      title: "frames recorded of those the game sent during the lap",
      number: true,
      // a lap that was not finished is recorded as far as it went
      value: (lap) => (lap.samples && lap.lapTimeMs !== null ? lap.coverage : null),
      format: (share) => percent(share, 1),
    },
    // where no lap has samples, the note "time only" would stand on every row: it is left out
    {
      label: "Notes",
      className: "lb-wide",
      cell: (lap) => html`<span class="lb-lap-notes">${lapNotes(lap, {sampled})}${notes?.(lap) ?? ""}</span>`,
    },
  ];
}

const TIMING_TITLES = {best: "best of the session", personal: "this driver's best", slower: null};

function timeCell(lap: LapRow, name: Split, all: BestTimes): Node | string {
  const time = lap[name];
  if (!time) return "—";
  if (!lap.valid)
    return html`<span class="lb-struck" title="invalid: the game does not count this lap">${lapTime(time)}</span>`;
  const kind = lapTimingClass(lap, name, all);
  return html`<span class=${kind && `lb-${kind}`} title=${kind && TIMING_TITLES[kind]}>${lapTime(time)}</span>`;
}

/** Badges for what is unusual about a lap. */
export function lapNotes(
  {valid, pit, lapTimeMs, complete, samples, coverage}: LapRow,
  {sampled = true}: {sampled?: boolean} = {},
): Node {
  const invalid = "the game does not count this lap: track limits, a collision or a flashback";
  const gaps = `${percent(1 - coverage, 1)} of the frames are missing`;
  const badges = [
    !valid && badge("invalid", {kind: "bad", title: invalid}),
    pit && badge("pit", {title: "touched the pit lane or the garage"}),
    lapTimeMs === null &&
      (samples > 0 || valid) &&
      badge("not finished", {title: "the recording or the lap ended before the line"}),
    lapTimeMs !== null &&
      !complete &&
      samples > 0 &&
      badge("partial", {title: "the time is the game's own; only a part of the lap was recorded"}),
    samples === 0 &&
      sampled &&
      lapTimeMs !== null &&
      badge("time only", {title: "from the session history or a list of times; no samples"}),
    samples > 0 && coverage < 0.995 && badge("gaps", {title: gaps}),
  ];
  return html`<span>${badges.filter((one) => one !== false).flatMap((one) => [one, " "])}</span>`;
}
