import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type axe from "axe-core";
import type {Page} from "playwright-core";

/** The short form: every page has to compile it. */
const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface RuleAbout {
  id: string;
  impact: axe.ImpactValue;
}

/** What axe finds serious or worse on a page, a line each: the rule, how to mend it, and the first element. */
export async function seriousBarriers(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const {axe: loaded} = globalThis as unknown as {axe: typeof axe & {_audit: {rules: RuleAbout[]}}};
    // what a rule finds has the impact of the rule: the mild ones are a seventh of the time
    const mild = loaded._audit.rules.filter(({impact}) => impact === "minor" || impact === "moderate");
    const rules = Object.fromEntries(mild.map(({id}) => [id, {enabled: false}]));
    // without reading style sheets and media once more, which only rules of films and turned screens need
    const {violations} = await loaded.run(document, {resultTypes: ["violations"], preload: false, rules});
    return violations.map(({id, impact, help, nodes}) => ({id, impact, help, n: nodes.length, first: nodes[0]?.html}));
  });
  return violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, help, n, first}) => `${id}: ${help}, ${n} times, first ${first?.slice(0, 200)}`);
}
