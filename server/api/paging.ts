import {z} from "zod";
import type {ApiContext} from "./operation.js";

/** The parameters of a list. */
export const pageQuery = (most = 200, usual = 50) => ({
  limit: z.number().int().min(1).max(most).default(usual).describe("entries in the answer"),
  offset: z.number().int().min(0).max(1e9).default(0).describe("entries to skip"),
});

/** A part of a list: the entries, how many there are, and where the next part begins. */
export const pageOf = <Entry extends z.ZodType>(entry: Entry) => ({
  total: z.number().int().describe("entries in the whole list"),
  next: z.number().int().nullable().describe("offset of the next part; null: this is the last"),
  items: z.array(entry),
});

/** The asked part of a list. The header Link names the parts before and after it (RFC 8288). */
export function page<T>(
  {c}: Pick<ApiContext, "c">,
  list: readonly T[],
  {limit, offset}: {limit: number; offset: number},
): {total: number; next: number | null; items: T[]} {
  const next = offset + limit < list.length ? offset + limit : null;
  const link = (at: number, rel: string) => {
    const url = new URL(c.req.url);
    url.searchParams.set("offset", String(at));
    url.searchParams.set("limit", String(limit));
    // the name under which a proxy reaches this server is not known here
    return `<${url.pathname}${url.search}>; rel="${rel}"`;
  };
  const links = [
    ...(next === null ? [] : [link(next, "next")]),
    ...(offset === 0 ? [] : [link(Math.max(0, offset - limit), "prev")]),
  ];
  if (links.length > 0) c.header("Link", links.join(", "));
  return {total: list.length, next, items: list.slice(offset, offset + limit)};
}
