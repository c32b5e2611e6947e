import type {SessionNotes} from "../archive/sessionNotes.js";
import type {LapRow, SessionFile} from "../archive/types.js";
import {lapTimeText} from "../laps/lapTimeText.js";

/** What the user wrote about a session and its laps, as one Markdown text. */
export function notesAsMarkdown(session: SessionFile, rows: readonly LapRow[], notes: SessionNotes): string {
  const {track, type, startedAt} = session;
  const named = Object.entries(notes.laps).map(([key, {note, favourite}]) => {
    const row = rows.find(({car, lap}) => `${car}:${lap}` === key);
    const [car, lap] = key.split(":");
    const time = row?.lapTimeMs ? `, ${lapTimeText(row.lapTimeMs)}` : "";
    return `## ${row?.driver || `car ${car}`}, lap ${lap}${time}${favourite ? " ★" : ""}${note ? `\n\n${note}` : ""}`;
  });
  const parts = [
    `# ${track.name}, ${type}, ${startedAt.slice(0, 10)}${notes.favourite ? " ★" : ""}`,
    notes.tags.length ? `Tags: ${notes.tags.join(", ")}` : "",
    notes.note,
    ...named,
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
