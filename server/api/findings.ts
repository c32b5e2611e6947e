import {findingsAboutDriver, findingsAboutLaps} from "../../src/core/findings/findingsAbout.js";
import {parseLapGroup} from "../../src/core/findings/lapGroup.js";
import {openComparison} from "../../src/core/findings/openComparison.js";
import {openExperiment} from "../../src/core/findings/openExperiment.js";
import {lapNameText} from "../../src/core/laps/open/archivedLap.js";
import {chooseLaps} from "../../src/core/laps/open/chooseLaps.js";
import {parseLapsName} from "../commands/lapName.js";
import {HttpError} from "../httpError.js";
import {findingsTool} from "../mcp/tools/findings.js";
import {operation} from "./operation.js";
import {page, pageOf, pageQuery} from "./paging.js";
import {lapsParam, numberOrNull, z} from "./schemas.js";

const lapsOf = z
  .object({session: z.string(), car: z.number().int(), driver: z.string(), laps: z.array(z.number().int())})
  .openapi("LapsOf");

const interval = z.array(numberOrNull).length(2).nullable();

/** The record that pages, command line and reports show; docs/findings.md has its rules. */
const finding = z
  .object({
    ...{id: z.string(), rule: z.object({id: z.string(), version: z.number().int()})},
    status: z.enum(["found", "not resolved", "unavailable"]),
    reason: z.string().nullable().describe("why it is not found"),
    kind: z.enum(["time", "phase", "difference", "change", "experiment"]),
    ...{measure: z.string(), unit: z.string().describe("1: a share"), about: z.enum(["driver", "lap", "group"])},
    ...{subject: lapsOf, reference: lapsOf},
    place: z.object({
      ...{track: z.string(), kind: z.enum(["lap", "sector", "corner", "straight"]), number: numberOrNull},
      ...{name: z.string(), phase: z.string().nullable(), fromM: z.number(), toM: z.number()},
    }),
    value: numberOrNull.describe("subject minus reference: a positive time is a loss"),
    interval: interval.describe("95 %; of one lap the bound of its error"),
    noiseFloor: numberOrNull.describe("what the recordings cannot tell from no difference"),
    chance: numberOrNull.describe("probability of such a value between laps of one driver"),
    limitations: z.array(z.string()),
    text: z.string().describe("the claim in words, with its numbers"),
  })
  .openapi("Finding");

const leftOut = z.array(z.object({lap: z.string(), because: z.string()}));

const group = z
  .string()
  .max(140)
  .regex(/^[\w-][\w.-]{0,99}:\d{1,3}(:\d{1,5}-\d{1,5}){0,1}$/)
  .describe("SESSION:CAR, or SESSION:CAR:FIRST-LAST for some of its laps");

const about = findingsTool.input.shape.about;
const reference = lapsParam.shape.laps
  .optional()
  .describe(
    "a lap, or the laps of a driver; without it a faster teammate, the session's best or the driver's own best",
  );

export const FINDING_OPERATIONS = [
  operation({
    id: "listFindings",
    method: "get",
    path: "/findings/{laps}",
    tag: "findings",
    summary: "Claims about a driver or a lap, each with its evidence: the whole records, place by place",
    description: "docs/findings.md has the rules. `GET /findings/{laps}/ranked` has the few that matter most.",
    params: lapsParam,
    query: z.object({about, reference, ...pageQuery(500, 100)}),
    refusals: [422],
    answer: z
      .object({...{why: z.string(), notes: z.array(z.string()), leftOut}, ...pageOf(finding)})
      .openapi("FindingList"),
    async run({params, query}, context) {
      const isDriver = query.about === "driver";
      const chosen = await chooseLaps(context.archive, parseLapsName(params.laps), {
        ...(query.reference !== undefined && {reference: parseLapsName(query.reference)}),
        single: !isDriver,
      });
      const {comparison, refused} = await openComparison(context.archive, chosen);
      const findings = isDriver ? findingsAboutDriver(comparison) : findingsAboutLaps(comparison);
      return {
        why: chosen.why,
        notes: [chosen.because, chosen.limited, ...comparison.limitations].filter((text) => text !== undefined),
        leftOut: refused.map(({name, because}) => ({lap: lapNameText(name), because})),
        ...page(context, findings, query),
      };
    },
  }),
  operation({
    id: "rankFindings",
    method: "get",
    path: "/findings/{laps}/ranked",
    tag: "findings",
    summary: "Claims about lost time: first those that the laps support, each group sorted by time",
    description: findingsTool.description,
    params: lapsParam,
    query: z.object({about, reference, limit: findingsTool.input.shape.limit}),
    refusals: [422],
    answer: findingsTool.result,
    run: ({params, query}, context) => findingsTool.run({...query, subject: params.laps}, context, context.signal),
  }),
  operation({
    id: "compareGroups",
    method: "get",
    path: "/experiments",
    tag: "findings",
    summary: "Two groups of laps (set-up, tyre, line): which differences they show, and how many laps the others need",
    query: z.object({
      ...{a: group, b: group},
      corner: z.number().int().min(1).max(999).optional().describe("also what the laps did at this corner"),
    }),
    refusals: [404, 422],
    answer: z.object({
      laps: z.array(z.array(z.string())).length(2),
      findings: z.array(finding),
      limitations: z.array(z.string()),
      notCounted: leftOut,
    }),
    async run({query}, {archive}) {
      const [a, b] = [query.a, query.b].map((text) => {
        const parsed = parseLapGroup(text);
        if (!parsed) throw new HttpError(400, `invalid group: ${text}`, "SESSION:CAR or SESSION:CAR:FIRST-LAST");
        return parsed;
      });
      return openExperiment(archive, a, b, {corner: query.corner});
    },
  }),
];
