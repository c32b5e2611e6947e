import type {Hono} from "hono";

/** Methods that some route takes at this path; none when there is no such path. */
export function methodsAt(app: Hono, path: string): string[] {
  const methods = new Set<string>();
  for (const {method, path: pattern} of app.routes) {
    if (method === "ALL" || !matches(pattern, path)) continue;
    methods.add(method);
    if (method === "GET") methods.add("HEAD");
  }
  return [...methods].sort();
}

/** `/api/sources/:name` takes `/api/sources/x`. Patterns that end in `*` are for whoever asks for anything, and do not count. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => part === given[i] || (part[0] === ":" && given[i] !== ""))
  );
}
