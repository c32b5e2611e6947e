import {join} from "node:path";
import {isDeepStrictEqual} from "node:util";
import {readNotes, writeNotes} from "../../loaders/archive/notesStore.js";
import {withLock} from "../../loaders/withLock.js";
import {notesFromFile, type SessionNotes} from "../../src/core/archive/sessionNotes.js";
import {serial} from "../../src/core/tasks/serial.js";
import {makeCommand} from "../control/command.js";
import {readMarks} from "../control/marks.js";
import {HttpError} from "../httpError.js";
import {requireSeen} from "./callerSessions.js";
import {operation} from "./operation.js";
import {numberOrNull, sessionParam, z} from "./schemas.js";
import {running} from "./stats.js";

const noted = z.object({note: z.string().max(20_000).describe("Markdown"), favourite: z.boolean()});

const notesSchema = z
  .object({
    ...{format: z.literal("lapbook-notes"), version: z.literal(1)},
    note: z.string().describe("Markdown"),
    ...{tags: z.array(z.string()), favourite: z.boolean()},
    laps: z.record(z.string(), noted).describe("by CAR:LAP"),
  })
  .openapi("SessionNotes");

/** notesFromFile checks it, and names what is wrong. */
const givenNotes = z.looseObject({format: z.literal("lapbook-notes"), version: z.literal(1)});

const mark = z
  .object({
    sessionTime: numberOrNull.describe("s; null: unknown"),
    note: z.string(),
    at: z.number().describe("ms since 1970"),
  })
  .openapi("Mark");

const inOrder = serial();

export const NOTE_OPERATIONS = [
  operation({
    id: "getNotes",
    method: "get",
    path: "/sessions/{session}/notes",
    tag: "notes",
    summary: "What was written about a session and its laps",
    params: sessionParam,
    answer: z.object({notes: notesSchema}),
    async run({params}, {archive, recordings}) {
      const {session} = await archive.session(params.session);
      return {notes: await readNotes(join(recordings, session.id))};
    },
  }),
  operation({
    id: "putNotes",
    method: "put",
    path: "/sessions/{session}/notes",
    tag: "notes",
    summary: "Writes the notes of a session",
    description:
      "`before` are the notes that the edit began with: it is 409 when there are others now, or when the file cannot be read.",
    params: sessionParam,
    body: z.object({notes: givenNotes, before: givenNotes}),
    refusals: [409, 507],
    answer: z.object({notes: notesSchema}),
    async run({params, body}, {archive, recordings}) {
      const {session} = await archive.session(params.session);
      const [notes, before] = [checkedNotes(body.notes), checkedNotes(body.before)];
      const folder = join(recordings, session.id);
      const alone = <T>(work: () => Promise<T>) => inOrder(() => withLock(folder, work));
      await alone(async () => {
        const now = await readNotes(folder).catch((error: Error) => {
          throw new HttpError(409, error.message);
        });
        if (!isDeepStrictEqual(before, now))
          throw new HttpError(409, "the notes were changed elsewhere since you opened them");
        await writeNotes(folder, notes);
      });
      return {notes};
    },
  }),
  operation({
    id: "listMarks",
    method: "get",
    path: "/sessions/{session}/marks",
    tag: "notes",
    summary: "Marks that were set in a session, in the order in which they were set",
    params: sessionParam,
    answer: z.object({marks: z.array(mark)}),
    // of a session that has just begun, too: it is not in the archive yet
    run: async ({params}, {recordings, sessions}) => ({
      marks: await readMarks(recordings, requireSeen(sessions, params.session)),
    }),
  }),
  operation({
    id: "addMark",
    method: "post",
    path: "/sessions/{session}/marks",
    tag: "notes",
    summary: "Sets a mark in a session, running or archived",
    params: sessionParam,
    body: z.object({
      note: z.string().max(500).default(""),
      sessionTime: z.number().min(0).lt(1e7).nullable().optional().describe("s"),
    }),
    refusals: [501],
    answer: z.object({marked: z.string()}),
    async run({params, body: {note, sessionTime}}, context) {
      const session = requireSeen(context.sessions, params.session);
      const command = makeCommand({command: "mark", sessionId: session, note, sessionTime});
      await running(context)
        .command(command)
        .catch((error: Error) => {
          throw /^unknown session/.test(error.message) ? new HttpError(404, error.message) : error;
        });
      return {marked: session};
    },
  }),
];

function checkedNotes(value: unknown): SessionNotes {
  try {
    return notesFromFile(value);
  } catch (error) {
    throw new HttpError(400, (error as Error).message);
  }
}
