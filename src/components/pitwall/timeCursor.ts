/** A moment shared by the strips and the map: `age` seconds before the play head; null without a cursor. */
export interface TimeCursor {
  readonly age: number | null;
  set(age: number | null): void;
  subscribe(changed: () => void): () => void;
}

export function createTimeCursor(): TimeCursor {
  const listeners = new Set<() => void>();
  let age: number | null = null;
  return {
    get age() {
      return age;
    },
    set(next) {
      const value = next === null ? null : Math.max(0, next);
      if (value === age) return;
      age = value;
      for (const listener of listeners) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}
