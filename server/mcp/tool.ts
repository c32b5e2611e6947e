import {z} from "zod";
import type {LapArchive} from "../../src/core/laps/open/lapArchive.js";
import type {Kernel} from "../kernel.js";

/** What tools read from. */
export interface McpContext {
  version: string;
  /** folder of the archive */
  recordings: string;
  /** whether the one who asks sees a session */
  sees: (session: string) => boolean;
  archive: LapArchive;
  /** live sessions; absent in a command */
  kernel?: Pick<Kernel, "stats" | "recentEvents">;
}

/** A read-only question that a model can ask. */
export interface McpTool<Input extends z.ZodObject = z.ZodObject, Result extends z.ZodType = z.ZodType> {
  name: string;
  title: string;
  /** what it answers, when to ask it, and its limits */
  description: string;
  input: Input;
  result: Result;
  run(input: z.output<Input>, context: McpContext, signal: AbortSignal): Promise<z.input<Result>>;
}

/** A tool with its types kept. */
export function tool<Input extends z.ZodObject, Result extends z.ZodType>(
  made: McpTool<Input, Result>,
): McpTool<Input, Result> {
  return made;
}

export const factSchema = z.object({
  id: z.string().describe("address of the page that shows the number, below /pages/"),
  what: z.string(),
  value: z.number(),
  unit: z.string().describe('"1": a share or a count'),
  low: z.number().optional().describe("lower end of the 95 % interval"),
  high: z.number().optional().describe("upper end of the 95 % interval"),
});

export const sessionInput = z
  .string()
  .max(100)
  .describe("id of a session, as the tool sessions lists it: 20260101-120000-0a0a0a");
export const lapInput = z.string().max(120).describe("SESSION:CAR:LAP, as in 20260101-120000-0a0a0a:0:4");
export const lapsInput = z.string().max(120).describe("SESSION, SESSION:CAR or SESSION:CAR:LAP");
