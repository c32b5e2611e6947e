import {z} from "zod";
import {factId} from "../../../src/core/facts/fact.js";
import type {Finding} from "../../../src/core/findings/finding.js";
import {findingsAboutDriver, findingsAboutLaps} from "../../../src/core/findings/findingsAbout.js";
import {openComparison} from "../../../src/core/findings/openComparison.js";
import {lapNameText} from "../../../src/core/laps/open/archivedLap.js";
import {chooseLaps} from "../../../src/core/laps/open/chooseLaps.js";
import {lapsOf} from "../lapAddress.js";
import {factSchema, lapsInput, tool} from "../tool.js";

const MOST = 20;
/** Laps of a driver that are read for an answer, and of the reference. */
const MOST_LAPS = 30;
const RANK = {found: 0, "not resolved": 1, unavailable: 2} as const;

export const findingsTool = tool({
  name: "findings",
  title: "Where time was lost, and whether it is real",
  description: `Claims about lost time with their evidence, at most ${MOST}: first those that the laps support, each group sorted by time. About a driver (what is repeated lap after lap) or about one lap (what happened, no habit). Without a reference: a faster teammate, the session's best or the driver's own best lap; the answer says which and why.`,
  input: z.object({
    subject: lapsInput,
    about: z.enum(["driver", "lap"]).default("driver"),
    reference: lapsInput.optional(),
    limit: z.number().int().min(1).max(MOST).default(10),
  }),
  result: z.object({
    ...{track: z.string(), subject: z.string(), reference: z.string(), why: z.string()},
    ...{number: z.number(), notes: z.array(z.string())},
    findings: z.array(
      z.object({
        status: z.enum(["found", "not resolved", "unavailable"]),
        text: z.string().describe("the claim in words, with its numbers"),
        reason: z.string().nullable().describe("why it is not found"),
        fact: factSchema.nullable(),
        noiseFloor: z
          .number()
          .nullable()
          .describe("what the recordings cannot tell from no difference, in the fact's unit"),
        ...{laps: z.number(), referenceLaps: z.number()},
        moreLaps: z.number().nullable().describe("laps that would be needed to resolve it"),
        ...{place: z.string(), fromM: z.number(), toM: z.number()},
        evidence: z.array(z.string()).describe("laps that show it"),
        limitations: z.array(z.string()),
      }),
    ),
  }),
  async run({subject, about, reference, limit}, {archive}) {
    const isDriver = about === "driver";
    const chosen = await chooseLaps(archive, lapsOf(subject), {
      ...(reference !== undefined && {reference: lapsOf(reference)}),
      ...{single: !isDriver, most: MOST_LAPS},
    });
    const {comparison, refused} = await openComparison(archive, chosen);
    const all = isDriver ? findingsAboutDriver(comparison) : findingsAboutLaps(comparison);
    const ranked = all.toSorted((a, b) => RANK[a.status] - RANK[b.status] || weight(b) - weight(a));
    const {because, limited, why} = chosen;
    return {
      ...{track: comparison.track, subject: named(all[0]?.subject), reference: named(all[0]?.reference), why},
      number: all.length,
      notes: [
        ...[because, limited].filter((text) => text !== undefined),
        ...comparison.limitations,
        ...refused.map(({name, because}) => `${lapNameText(name)} is left out: ${because}`),
      ],
      findings: ranked.slice(0, limit).map(described),
    };
  },
});

/** Time that a finding is about, s: its own, or that of its estimate. */
function weight({unit, value, estimate}: Finding): number {
  return Math.abs((unit === "s" ? value : estimate?.seconds) ?? 0);
}

function named(of: Finding["subject"] | undefined): string {
  if (!of) return "";
  return `${of.session}:${of.car} ${of.driver}, ${of.laps.length === 1 ? "lap" : "laps"} ${of.laps.join(", ")}`;
}

function described(finding: Finding) {
  const {status, text, reason, value, interval, unit, measure, noiseFloor, n, more, place, evidence} = finding;
  const {session, car} = finding.subject;
  const page =
    place.kind === "corner" && place.number !== null
      ? factId("corners", {session, car, corner: place.number}, `${finding.id}`)
      : factId("debrief", {session, car}, finding.id);
  return {
    ...{status, text, reason, noiseFloor, laps: n.laps, referenceLaps: n.referenceLaps, moreLaps: more?.laps ?? null},
    fact: value === null ? null : {id: page, what: `${measure}, ${place.name}`, value, unit, ...ends(interval)},
    ...{place: place.name, fromM: place.fromM, toM: place.toM, limitations: finding.limitations},
    evidence: evidence.slice(0, 3).map(({session, car, lap}) => `${session}:${car}:${lap}`),
  };
}

function ends(interval: Finding["interval"]) {
  return interval?.every(Number.isFinite) ? {low: interval[0], high: interval[1]} : {};
}
