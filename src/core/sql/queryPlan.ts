/** A step of DuckDB's plan of a query, as EXPLAIN (FORMAT JSON) writes it. */
export interface PlanNode {
  name: string;
  children: PlanNode[];
  extra_info: Record<string, unknown>;
}

/** A table that a query reads, and what it takes of it. */
export interface PlanScan {
  table: string;
  /** columns that are read; those of filters may be missing */
  columns: string[];
  /**
   * conditions that every row it needs meets, in SQL over the table's own columns: they may be applied or not. DuckDB writes them with
   * the columns' own names, whatever the query calls them
   */
  filters: string[];
  /** the same, with names that the query may have given to other columns: to be used only where it has not (see renamesKeys) */
  renamable: string[];
}

/** What a query reads of tables, by its plan. */
export function planScans(plan: readonly PlanNode[]): PlanScan[] {
  const scans: PlanScan[] = [];
  const visit = (node: PlanNode, above: readonly Step[]): void => {
    const table = node.extra_info.Table;
    if (typeof table === "string" && node.name.trim() === "SEQ_SCAN")
      scans.push({
        table: table.split(".").at(-1)!,
        columns: listOf(node.extra_info.Projections),
        filters: scanFilters(node),
        renamable: [...filtersAbove(above), ...joinedKeys(above)],
      });
    for (const [side, child] of node.children.entries()) visit(child, [{node, side}, ...above]);
  };
  for (const root of plan) visit(root, []);
  return scans;
}

interface Step {
  node: PlanNode;
  /** index of the child through which it is reached */
  side: number;
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" && value !== "" ? [value] : [];
}

/** The conditions that a scan applies itself. One that another step of the query computes while it runs can't be known before. */
function scanFilters(node: PlanNode): string[] {
  return listOf(node.extra_info.Filters)
    .filter((text) => !/Dynamic Filter|Bloom/i.test(text))
    .map((text) => text.replaceAll("optional: ", ""));
}

/** Conditions directly above a scan. */
function filtersAbove(above: readonly Step[]): string[] {
  const filters: string[] = [];
  for (const {node} of above) {
    if (node.name.trim() !== "FILTER") break;
    filters.push(...listOf(node.extra_info.Expression).map(plainRows));
  }
  return filters;
}

/** `(session, car, lap) IN (…)`, without the cast of rows, whose type can't be written in SQL. */
function plainRows(expression: string): string {
  return expression.replace(/CAST\("row"\(([\w, ]+)\) AS STRUCT\([\w, (]+\)+/g, "row($1)");
}

const PASSING = new Set(["FILTER", "PROJECTION"]);
const THINNING = new Set([...PASSING, "TOP_N", "ORDER_BY", "LIMIT", "STREAMING_LIMIT", "HASH_GROUP_BY"]);

/** `(session, car) IN (SELECT session, car FROM laps WHERE …)` for a join with `laps`. */
function joinedKeys(above: readonly Step[]): string[] {
  const step = above.find(({node}) => !PASSING.has(node.name.trim()));
  if (step?.node.name.trim() !== "HASH_JOIN" || !restricts(step)) return [];
  const {node, side} = step;
  let other = node.children[1 - side];
  while (THINNING.has(other.name.trim()) && other.children.length === 1) [other] = other.children;
  const filters = scanFilters(other);
  if (other.name.trim() !== "SEQ_SCAN" || other.extra_info.Table !== "laps" || filters.length === 0) return [];
  const pairs = listOf(node.extra_info.Conditions).flatMap((text) => {
    const names = /^(.+) = (.+)$/.exec(text)?.slice(1).map(withoutCast);
    const [mine, theirs] = names ? [names[side], names[1 - side]] : [];
    return mine && theirs && KEYS.test(mine) && KEYS.test(theirs) && roleOf(mine) === roleOf(theirs)
      ? [[mine, theirs]]
      : [];
  });
  if (pairs.length === 0) return [];
  const [mine, theirs] = [0, 1].map((k) => pairs.map((pair) => pair[k]).join(", "));
  return [`(${mine}) IN (SELECT (${theirs}) FROM main.laps WHERE ${filters.map((text) => `(${text})`).join(" AND ")})`];
}

const KEYS = /^(session|car|lap|lapNumber)$/;
const roleOf = (name: string) => (name === "lapNumber" ? "lap" : name);
const withoutCast = (text: string) => /^CAST\((\w+) AS \w+\)$/.exec(text)?.[1] ?? text;

/** Whether rows of this side without a partner are dropped. */
function restricts({node, side}: Step): boolean {
  const type = node.extra_info["Join Type"];
  return (
    type === "INNER" ||
    (type === "SEMI" && side === 0) ||
    (type === "LEFT" && side === 1) ||
    (type === "RIGHT" && side === 0)
  );
}
