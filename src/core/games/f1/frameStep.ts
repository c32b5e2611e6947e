/**
 * Number of simulation frames between two packets of a sender: 1 when it sends every frame, 3 when the game runs at
 * 60 and sends at 20. It is the largest step that nine in ten of the gaps are multiples of, so lost packets do not
 * disturb it.
 */
export class FrameStep {
  private readonly gaps = new Uint32Array(61);
  private total = 0;
  private last = -1;

  /** Notes the overall frame of each packet of one kind, in order. */
  add(frame: number): void {
    const gap = frame - this.last;
    if (this.last >= 0 && gap > 0 && gap < this.gaps.length) {
      this.gaps[gap]++;
      this.total++;
    }
    this.last = frame;
  }

  get value(): number {
    for (let step = 12; step > 1; step--) {
      let multiples = 0;
      for (let gap = step; gap < this.gaps.length; gap += step) multiples += this.gaps[gap];
      if (this.total >= 10 && multiples >= 0.9 * this.total) return step;
    }
    return 1;
  }
}
