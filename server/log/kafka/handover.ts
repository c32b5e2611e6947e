/**
 * One thing at a time from a side that pushes to a side that pulls: `offer` resolves true when it was taken, false when it was
 * withdrawn; `take` resolves undefined when the handover is closed.
 */
export class Handover<T> {
  #offers: {thing: T; settle: (taken: boolean) => void}[] = [];
  #takers: ((thing: T | undefined) => void)[] = [];
  #closed = false;

  /** Whether something waits to be taken. */
  get waiting(): boolean {
    return this.#offers.length > 0;
  }

  offer(thing: T, onOffer?: (withdraw: () => void) => void): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    const taker = this.#takers.shift();
    if (taker) {
      taker(thing);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const offer = {thing, settle: resolve};
      this.#offers.push(offer);
      onOffer?.(() => {
        this.#offers = this.#offers.filter((other) => other !== offer);
        resolve(false);
      });
    });
  }

  take(): Promise<T | undefined> {
    const offer = this.#offers.shift();
    if (offer) {
      offer.settle(true);
      return Promise.resolve(offer.thing);
    }
    if (this.#closed) return Promise.resolve(undefined);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  close(): void {
    this.#closed = true;
    for (const {settle} of this.#offers.splice(0)) settle(false);
    for (const taker of this.#takers.splice(0)) taker(undefined);
  }
}
