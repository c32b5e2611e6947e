/**
 * Asks DuckDB the kind of question that a page asks most, of a small made-up table, a few times: the browser compiles
 * WebAssembly well only once it has run, so the first real group-by would otherwise take nearly twice as long. Takes
 * about a tenth of a second, while the page is still loading laps.
 */
export async function warmUp(connection: {query(text: string): unknown}): Promise<void> {
  await connection.query(
    "CREATE TEMP TABLE warm_up AS SELECT (i % 64)::USMALLINT AS k, i::FLOAT AS v FROM range(40000) t(i)",
  );
  for (let n = 0; n < 6; n++) {
    await connection.query(
      "SELECT k, avg(v)::DOUBLE, max(v)::DOUBLE, min(v), count(*) FROM warm_up GROUP BY k ORDER BY k",
    );
  }
  await connection.query("DROP TABLE warm_up");
}
