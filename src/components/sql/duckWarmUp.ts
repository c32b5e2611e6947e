/**
 * Runs a typical query on a small table a few times: browsers optimise WebAssembly only after it has run, and without this
 * the first group-by takes nearly twice as long. Takes about 0.1 s, while the page is loading laps.
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
