/**
 * Hands over items from a side that pushes to a side that pulls: `offer` resolves to true when the item was taken and to
 * false when it was withdrawn; `take` resolves to undefined once the handover is closed.
 */
export class Handover<T> {
  #offers: {item: T; settle: (taken: boolean) => void}[] = [];
  #takers: ((item: T | undefined) => void)[] = [];
  #closed = false;

  /** Whether an item waits to be taken. */
  get waiting(): boolean {
    return this.#offers.length > 0;
  }

  offer(item: T, onOffer?: (withdraw: () => void) => void): Promise<boolean> {
    if (this.#closed) return Promise.resolve(false);
    const taker = this.#takers.shift();
    if (taker) {
      taker(item);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const offer = {item, settle: resolve};
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
      return Promise.resolve(offer.item);
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
