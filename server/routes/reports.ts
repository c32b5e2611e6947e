import {Hono} from "hono";
import {parseReportSpec, type ReportSpec} from "../../src/core/report/reportSpec.js";
import {KEPT_HEADER} from "../../src/core/report/reportWords.js";
import {REPORT_VIEWS} from "../../src/core/report/views.js";
import type {AppOptions} from "../appOptions.js";
import {HttpError} from "../httpError.js";
import {jsonBody} from "./jsonBody.js";

/**
 * POST /api/reports `{"template": "debrief", "title": "…", "cells": [{"kind": "text", "markdown": "…"}, {"kind": "view", "view": "debrief", "options": {"session": "…"}}]}`:
 * the report as HTML, the same bytes as a page and `lapbook report` make; of a redacted one a header lists the parts of names in the words. It is 400 for what cannot be shown, 404 for an unknown session.
 */
export function reportsRoute({library}: AppOptions): Hono {
  return new Hono().post("/", async (c) => {
    if (!library.report) throw new HttpError(501, "this server makes no reports");
    const spec = checked(await jsonBody(c.req.raw));
    const {html, kept = []} = await library.report(spec, {signal: c.req.raw.signal}).catch(refused);
    return c.body(html, 200, {
      "Content-Type": "text/html; charset=utf-8",
      // a file to keep: it never runs as a page of this server
      "Content-Disposition": 'attachment; filename="report.html"',
      "Content-Security-Policy": "sandbox",
      "Cache-Control": "no-store",
      [KEPT_HEADER]: encodeURIComponent(JSON.stringify(kept)),
    });
  });
}

function checked(body: unknown): ReportSpec {
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
  // nobody waits for the answer
  if (name === "AbortError") throw new HttpError(400, "cancelled");
  throw error;
}
