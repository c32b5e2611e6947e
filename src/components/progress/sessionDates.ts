import {day, when} from "../ui/format.js";

/** A short name of each session, by its id: the day, with the time where several were driven on it. */
export function sessionDates(sessions: readonly {session: string; startedAt: string}[]): Map<string, string> {
  const days = sessions.map(({startedAt}) => day(startedAt));
  const isAlone = (i: number) => days.indexOf(days[i]) === days.lastIndexOf(days[i]);
  return new Map(sessions.map(({session, startedAt}, i) => [session, isAlone(i) ? days[i] : when(startedAt)]));
}
