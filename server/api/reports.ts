import {PAPERS, parseReportSpec, type ReportSpec} from "../../src/core/report/reportSpec.js";
import {REPORT_TEMPLATES} from "../../src/core/report/reportTemplates.js";
import {KEPT_HEADER, reportSessions} from "../../src/core/report/reportWords.js";
import {REPORT_VIEWS} from "../../src/core/report/views.js";
import {HttpError} from "../httpError.js";
import {requireSeen} from "./callerSessions.js";
import {operation} from "./operation.js";
import {z} from "./schemas.js";

export const REPORT_OPERATIONS = [
  operation({
    id: "listReportTemplates",
    method: "get",
    path: "/report-templates",
    tag: "reports",
    summary: "Reports for usual questions, and the views of which a report is made",
    answer: z.object({
      templates: z.array(z.object({name: z.string(), about: z.string()})),
      views: z.array(z.string()),
    }),
    run: async () => ({
      templates: Object.entries(REPORT_TEMPLATES).map(([name, {about}]) => ({name, about})),
      views: Object.keys(REPORT_VIEWS),
    }),
  }),
  operation({
    id: "makeReport",
    method: "post",
    path: "/reports",
    tag: "reports",
    role: "viewer",
    summary: "A report as one HTML file with its charts, numbers and laps",
    description: `docs/reports.md has the views and their options. Of a redacted report the header ${KEPT_HEADER} lists parts of drivers' names that the words keep. Cancelled when the caller leaves.`,
    body: z
      .looseObject({
        ...{template: z.string(), title: z.string()},
        cells: z
          .array(z.looseObject({kind: z.enum(["text", "view"])}))
          .min(1)
          .describe("texts in Markdown, and views with their options"),
        redact: z.boolean().optional().describe("other names for the drivers"),
        paper: z.enum(PAPERS).optional(),
      })
      .openapi("ReportSpec"),
    refusals: [404, 422, 501],
    files: {"text/html": "the report, a file to keep"},
    async run({body}, {options, sessions, c, signal}) {
      if (!options.library.report) throw new HttpError(501, "this server makes no reports");
      const spec = checkedSpec(body);
      for (const session of reportSessions(spec)) requireSeen(sessions, session);
      const {html, kept = []} = await options.library.report(spec, {signal}).catch(refused);
      return c.body(html, 200, {
        "Content-Type": "text/html; charset=utf-8",
        // a file to keep: it never runs as a page of this server
        "Content-Disposition": 'attachment; filename="report.html"',
        "Content-Security-Policy": "sandbox",
        "Cache-Control": "no-store",
        [KEPT_HEADER]: encodeURIComponent(JSON.stringify(kept)),
      });
    },
  }),
];

function checkedSpec(body: unknown): ReportSpec {
  try {
    return parseReportSpec(body, Object.keys(REPORT_VIEWS));
  } catch (error) {
    throw new HttpError(400, (error as Error).message);
  }
}

/** By name: the error may come from another thread. */
function refused(error: Error): never {
  const {name, message} = error;
  if (/^unknown session/.test(message)) throw new HttpError(404, message);
  if (name === "LapError" || /^invalid session/.test(message)) throw new HttpError(400, message);
  throw error;
}
