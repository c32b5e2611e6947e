/**
 * Apache Arrow for all of core. In Node it is the package. In a page it is `npm:apache-arrow`, the instance that DuckDB and
 * `FileAttachment.arrow()` use: where both files exist, Framework serves arrow.js instead of this one. A page that imported the
 * package by its plain name would load a second Arrow, whose tables the first does not recognise.
 */
export * from "apache-arrow";
