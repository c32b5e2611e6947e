import {Hono} from "hono";
import {proxy} from "hono/proxy";
import type {BuildStatus} from "../pageBuild.js";
import {pathUnder, staticFile} from "../staticFile.js";
import {buildPage} from "./buildPage.js";
import {pagePolicy} from "./pagePolicy.js";

/**
 * Built pages. Files with a hash in their name are cached for good; others are revalidated. While `buildStatus` returns
 * a status, every page is replaced by one that shows it: an old dist would show pages as they were before an edit.
 */
export function pagesRoute(dist: string, buildStatus: () => BuildStatus | undefined = () => undefined): Hono {
  return new Hono().get("/*", async (c) => {
    const {pathname, search} = new URL(c.req.url);
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const status = buildStatus();
    if (status) {
      const headers = {"Cache-Control": "no-store", "Retry-After": "1"};
      if (!/(\.html|\/[^/.]*)$/.test(path)) return c.text("the pages are not built yet", 503, headers);
      return withPolicy(await c.html(buildPage(status), status.failed ? 500 : 503, headers), "", c.req.header("host"));
    }
    const file = pathUnder(dist, path);
    if (!file) return c.notFound();
    const found = await staticFile(c.req.raw, file, {"Cache-Control": isHashed(path) ? FOREVER : "no-cache"});
    if (found) return path.endsWith(".html") ? withPolicy(found, path, c.req.header("host")) : found;
    // The pages link with the extension; users may type the path without.
    if (!/\.\w+$/.test(path) && (await staticFile(c.req.raw, `${file}.html`, {})))
      return c.redirect(`${pathname}.html${search}`);
    return c.notFound();
  });
}

const FOREVER = "public, max-age=31536000, immutable";

/** `/_npm/d3@7.9.0/_esm.1a2b3c4d.js`, `/_bundle/pages.J3FN3REH.js`. Files without a hash, such as DuckDB's .wasm, keep their URL when they change. */
function isHashed(path: string): boolean {
  return /^\/_\w+\/.*[./]([0-9a-f]{8}|[0-9A-Z]{8})\.\w+$/.test(path) && !path.endsWith(".wasm");
}

function withPolicy(response: Response, path: string, host = ""): Response {
  response.headers.set("Content-Security-Policy", pagePolicy(path, host));
  return response;
}

/** Pages from `observable preview`, for development. */
export function previewRoute(preview: string): Hono {
  return new Hono().all("/*", (c) => {
    const {pathname, search} = new URL(c.req.url);
    // If the proxy followed a redirect, the page's relative links would refer to the wrong folder.
    return proxy(`${preview}${pathname}${search}`, {raw: c.req.raw, redirect: "manual"}).catch(() =>
      c.text("the preview is starting", 502, {Refresh: "1"}),
    );
  });
}
