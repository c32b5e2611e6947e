import {McpServer} from "@modelcontextprotocol/server";
import {z} from "zod";
import {LapError} from "../../src/core/laps/open/archivedLap.js";
import {PROMPTS} from "./prompts.js";
import type {McpContext, McpTool} from "./tool.js";
import {capabilitiesTool} from "./tools/capabilities.js";
import {compareTool} from "./tools/compare.js";
import {cornerTool} from "./tools/corner.js";
import {findingsTool} from "./tools/findings.js";
import {lapsTool} from "./tools/laps.js";
import {liveTool} from "./tools/live.js";
import {sessionsTool} from "./tools/sessions.js";
import {sqlTool} from "./tools/sql.js";
import {stintTool} from "./tools/stint.js";
import {traceTool} from "./tools/trace.js";

/** Few, because a model reads all of their descriptions before each answer. */
export const TOOLS = [
  ...[capabilitiesTool, sessionsTool, lapsTool, findingsTool, cornerTool],
  ...[compareTool, traceTool, stintTool, liveTool, sqlTool],
] as unknown as readonly McpTool[];

const INSTRUCTIONS =
  "Racing telemetry, measured. Begin with `capabilities`. Rank by `findings`, never by your own reading of traces. Repeat numbers with their unit and interval; where an answer says `not resolved` or refuses, say so and why.";

/** A server of the Model Context Protocol over the archive and the running sessions; it changes nothing. One for each request or connection. */
export function mcpServer(context: McpContext): McpServer {
  const server = new McpServer({name: "lapbook", version: context.version}, {instructions: INSTRUCTIONS});
  for (const tool of TOOLS) {
    const {name, title, description, input, result} = tool;
    const outputSchema = z.object({
      available: z.boolean(),
      reason: z.string().nullable().describe("why there is no result"),
      result: result.nullable(),
    });
    const annotations = {readOnlyHint: true, idempotentHint: name !== "live", openWorldHint: false};
    server.registerTool(
      name,
      {title, description, inputSchema: input, outputSchema, annotations},
      async (asked, call) => {
        const answer = await answerOf(tool, asked, context, call.mcpReq.signal);
        const text = JSON.stringify(answer, (_key, value) => (typeof value === "number" ? shortened(value) : value));
        return {content: [{type: "text", text}], structuredContent: JSON.parse(text)};
      },
    );
  }
  for (const {name, title, description, text} of PROMPTS)
    server.registerPrompt(
      name,
      {title, description, argsSchema: z.object({session: z.string().optional()})},
      ({session}) => ({
        messages: [
          {role: "user", content: {type: "text", text: session ? `${text} The session is ${session}.` : text}},
        ],
      }),
    );
  return server;
}

/** A refusal is an answer too: what the data cannot show, and what would. */
async function answerOf(tool: McpTool, asked: Record<string, unknown>, context: McpContext, signal: AbortSignal) {
  try {
    return {available: true, reason: null, result: await tool.run(asked, context, signal)};
  } catch (error) {
    if (!(error instanceof LapError)) throw error;
    return {available: false, reason: error.message, result: null};
  }
}

/** To nine digits: no recording has more, and every digit costs a model attention. */
function shortened(value: number): number {
  return Number(value.toPrecision(9));
}
