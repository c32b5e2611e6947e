import {group} from "npm:d3";
import {type LibraryEntry, UNKNOWN_TRACK} from "../../core/archive/types.js";
import {counted, when} from "./format.js";
import {typeName} from "./sessionNames.js";

/** A session in a menu. */
export interface SessionOption {
  id: string;
  /** type and date: its circuit is the group's name */
  label: string;
  /** driver, car, laps, game */
  detail: string;
  /** what a search looks through */
  text: string;
}

export interface SessionGroup {
  name: string;
  options: SessionOption[];
}

const LAST = [
  {name: "Lap times only, without traces", has: isTimed},
  {name: "Without laps", has: (entry: LibraryEntry) => !isTimed(entry)},
];

/** Sessions by circuit, the circuit driven last first, newest first within; those without traces, and without laps, are last. */
export function sessionGroups(sessions: readonly LibraryEntry[]): SessionGroup[] {
  const newest = sessions.toSorted((a, b) => (b.startedAt ?? "").localeCompare(a.startedAt ?? ""));
  const rest = newest.filter((entry) => !hasTraces(entry));
  const circuits = [...group(newest.filter(hasTraces), ({track}) => track.name)];
  const known = circuits.filter(([name]) => name !== UNKNOWN_TRACK);
  const unknown = circuits.filter(([name]) => name === UNKNOWN_TRACK);
  return [
    ...[...known, ...unknown].map(([name, list]) => ({name, options: list.map((entry) => optionOf(entry))})),
    ...LAST.map(({name, has}) => ({name, options: rest.filter(has).map((entry) => optionOf(entry, entry.track.name))})),
  ].filter(({options}) => options.length > 0);
}

const hasTraces = ({sampledLaps, bestSampled}: LibraryEntry) => (sampledLaps ?? Number(bestSampled)) > 0;

function isTimed({laps}: LibraryEntry): boolean {
  return laps > 0;
}

function optionOf(entry: LibraryEntry, circuit = ""): SessionOption {
  const {id, track, type, startedAt, source, laps, sampledLaps = 0, driver, bestDriver, drivers, datedByFile} = entry;
  const name = driver?.name || bestDriver || "";
  const others = drivers > 1 ? `${drivers} drivers` : "";
  const made = laps || !sampledLaps ? counted(laps, "lap") : `${sampledLaps} laps without times`;
  const game = source.game === "unknown" ? "" : source.game;
  const label = join(
    circuit,
    typeName(type),
    `${when(startedAt)}${datedByFile ? " (date of the file)" : ""}`,
    source.simulated ? "simulated" : "",
  );
  const detail = join(name, driver?.team, others, made, game);
  return {id, label, detail, text: `${track.name} ${label} ${detail} ${source.file ?? ""} ${id}`};
}

const join = (...parts: (string | undefined)[]) => parts.filter(Boolean).join(" · ");
