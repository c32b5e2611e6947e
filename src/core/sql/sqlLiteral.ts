import {sqlText} from "./connection.js";

/**
 * A value as a literal of SQL: texts, numbers, booleans, null, dates, and lists of them in parentheses for `IN`. Throws `no value of SQL: …`
 * for others.
 */
export function sqlLiteral(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "NULL";
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return sqlText(value);
  if (value instanceof Date && !Number.isNaN(value.getTime())) return `TIMESTAMP ${sqlText(dateText(value))}`;
  if (Array.isArray(value)) {
    // an empty list is no SQL, and NULL is in nothing
    return `(${value.length ? value.map(sqlLiteral).join(", ") : "NULL"})`;
  }
  throw new TypeError(`no value of SQL: ${Object.prototype.toString.call(value)}`);
}

/** As DuckDB writes it, in UTC. */
function dateText(date: Date): string {
  return date.toISOString().replace("T", " ").replace("Z", "");
}
