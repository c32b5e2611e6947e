import {group} from "npm:d3";
import {html} from "npm:htl";
import type {ArchivedSession, LibraryEntry} from "../../core/archive/types.js";
import {playerCarOf} from "../../core/laps/playerCar.js";
import type {DrivenSession} from "../../core/laps/progress/sessionPaces.js";
import {trackSlug} from "../../core/track/trackKey.js";
import {counted} from "../ui/format.js";

/** The sessions of one circuit in one game: only these compare. */
export interface SessionSeries {
  /** kept in the address */
  key: string;
  label: string;
  sessions: LibraryEntry[];
}

/** The series of a library, that of the newest session first; sessions of unknown circuits are in none. */
export function sessionSeries(sessions: readonly LibraryEntry[]): SessionSeries[] {
  const known = sessions.filter(({track, laps}) => laps > 0 && track.name && track.name !== "unknown track");
  const newest = known.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  const keyOf = ({track, source}: LibraryEntry) =>
    [trackSlug(source.game), trackSlug(track.name), source.simulated ? "simulated" : ""].filter(Boolean).join("-");
  return [...group(newest, keyOf)].map(([key, list]) => {
    const [{track, source}] = list;
    const name = `${track.name}, ${source.game}${source.simulated ? ", simulated" : ""}`;
    return {key, label: `${name} (${counted(list.length, "session")})`, sessions: list};
  });
}

/** "" stands for the player of each session, where he has one name or none. */
export interface DriverOption {
  name: string;
  label: string;
}

/** The drivers of a series who have laps in it: the player first, then those with most sessions. */
export function driversOf(sessions: readonly ArchivedSession[]): DriverOption[] {
  const counts = new Map<string, number>();
  const players: string[] = [];
  for (const {session, laps} of sessions) {
    for (const name of new Set(laps.map(({driver}) => driver))) if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
    const {car} = playerCarOf(session, laps);
    if (car !== null) players.push(laps.find((row) => row.car === car)?.driver ?? "");
  }
  const names = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  // logs of several drivers have a player each: they are not one person
  const isOne = players.length > 0 && new Set(players.filter(Boolean)).size <= 1;
  return [
    ...(isOne ? [{name: "", label: `me, the player (${counted(players.length, "session")})`}] : []),
    ...names.map(([name, n]) => ({name, label: `${name} (${counted(n, "session")})`})),
  ];
}

/** The sessions in which a driver has laps, with his car. @param name "" for the player of each session */
export function sessionsOf(sessions: readonly ArchivedSession[], name: string): DrivenSession[] {
  return sessions.flatMap((archived) => {
    const {session, laps} = archived;
    const car = name === "" ? playerCarOf(session, laps).car : (laps.find(({driver}) => driver === name)?.car ?? null);
    return car === null || !laps.some((row) => row.car === car) ? [] : [{...archived, car}];
  });
}

/** A menu of series or of drivers; fires "input". */
export function progressMenu<T>(
  label: string,
  options: readonly T[],
  look: (option: T) => {key: string; label: string},
  chosen: string,
): HTMLElement {
  return html<HTMLElement>`<label>${label} <select name=${label}>${options.map((option) => {
    const {key, label: text} = look(option);
    return html`<option value=${key} selected=${key === chosen}>${text}</option>`;
  })}</select></label>`;
}
