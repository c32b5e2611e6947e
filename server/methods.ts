import type {Hono} from "hono";

/** The methods of all routes at this path; none for an unknown path. */
export function methodsAt(app: Hono, path: string): string[] {
  const methods = new Set<string>();
  for (const {method, path: pattern} of app.routes) {
    if (method === "ALL" || !matches(pattern, path)) continue;
    methods.add(method);
    if (method === "GET") methods.add("HEAD");
  }
  return [...methods].sort();
}

/** Whether `/api/sources/:name` matches `/api/v1/sources/x`. Patterns with `*` do not count: they match unknown paths too. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === given[i] || (part[0] === ":" && given[i] !== ""))
  );
}
