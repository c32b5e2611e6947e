/** How a caller follows and cancels a long task. */
export interface Watch {
  signal?: AbortSignal;
  /** 0–1 */
  onProgress?: (fraction: number) => void;
}
