import axe from "axe-core";
import type {Page} from "playwright-core";

/** What axe finds serious or worse on a page, a line each: the rule, how to mend it, and the first element. */
export async function seriousBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const {axe: loaded} = globalThis as unknown as {axe: typeof axe};
    const {violations} = await loaded.run(document, {resultTypes: ["violations"]});
    return violations.map(({id, impact, help, nodes}) => ({id, impact, help, n: nodes.length, first: nodes[0]?.html}));
  });
  return violations
    .filter(({impact}) => impact === "serious" || impact === "critical")
    .map(({id, help, n, first}) => `${id}: ${help}, ${n} times, first ${first?.slice(0, 200)}`);
}
