/**
 * Apache Arrow, as core names it. In Node it is the package. In a page it is `npm:apache-arrow`, the instance that
 * DuckDB and `FileAttachment.arrow()` have as well, for Framework takes arrow.js, beside this file, where both are there.
 * Imported by its plain name, a page would load a second Arrow, whose tables the first does not recognise.
 */
export * from "apache-arrow";
