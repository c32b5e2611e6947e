/** Pages that compile code: cells of notebooks, and DuckDB's worker, which inherits the page's policy. */
const COMPILING = new Set(["/pages/notebook.html", "/pages/sql.html", "/pages/live-sql.html", "/pages/live.html"]);

/**
 * The content security policy of a page: requests to other origins are refused, and code may be made of texts only where a page needs it. Framework's
 * pages use inline scripts, DuckDB uses blobs.
 *
 * @param path of the file, `/pages/laps.html`
 * @param host the Host header
 */
export function pagePolicy(path: string, host: string): string {
  const compile = COMPILING.has(path) ? " 'unsafe-eval'" : "";
  return [
    `default-src 'self' 'unsafe-inline'${compile} data: blob:`,
    `connect-src 'self' ws://${host} wss://${host} data: blob:`,
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join("; ");
}
