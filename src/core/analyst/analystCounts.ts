/** Samples that the analyst has read, by outcome. */
export interface AnalystCounts {
  samples: number;
  duplicates: number;
  /** arrived after their window was published */
  late: number;
  /** without car, frame or session time */
  malformed: number;
}
