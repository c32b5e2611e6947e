/**
 * A changing value in the two forms that pages use: a generator for Framework's reactivity, which requests the next value
 * after drawing the last and ends it on invalidation, and `(notify) => dispose` for `Generators.observe`.
 */
export interface Observable<T> extends AsyncGenerator<T, void, void> {
  (notify: (value: T) => void): () => void;
}

/** `start` runs on the first request, calls `notify` with each new value and returns the function that ends it. Only the newest value is kept for the next request. */
export function observable<T>(start: (notify: (value: T) => void) => () => void): Observable<T> {
  let stop: (() => void) | null = null;
  let ended = false;
  let fresh: {value: T} | null = null;
  let waiting: ((result: IteratorResult<T, void>) => void)[] = [];
  const done = {value: undefined, done: true} as const;

  const notify = (value: T) => {
    if (ended) return;
    const next = waiting.shift();
    if (next) next({value, done: false});
    else fresh = {value};
  };
  const end = () => {
    ended = true;
    stop?.();
    stop = null;
    fresh = null;
    for (const resolve of waiting) resolve(done);
    waiting = [];
    return Promise.resolve(done);
  };
  const generator: Partial<AsyncGenerator<T, void, void>> = {
    next() {
      if (ended) return Promise.resolve(done);
      stop ??= start(notify);
      if (fresh) {
        const {value} = fresh;
        fresh = null;
        return Promise.resolve({value, done: false as const});
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    return: end,
    async throw(error) {
      await end();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this as AsyncGenerator<T, void, void>;
    },
  };
  return Object.assign((each: (value: T) => void) => start(each), generator) as unknown as Observable<T>;
}
