/** Time and animation frames of a page; tests replace it to advance time by hand. */
export interface PageClock {
  /** ms since 1970 */
  now(): number;
  /** calls back once after so many ms; returns a function that cancels it */
  after(ms: number, work: () => void): () => void;
  /** calls back once before the next picture is drawn; returns a function that cancels it */
  frame(work: () => void): () => void;
}
