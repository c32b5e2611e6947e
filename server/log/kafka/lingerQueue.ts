import type {LogMessage} from "../log.js";

/** One call of `send`, settled with the last of its messages. */
export interface SendCall {
  left: number;
  resolve(): void;
  reject(error: Error): void;
}

export interface Queued {
  topic: string;
  message: LogMessage;
  bytes: number;
  call: SendCall;
}

/** Approximate size of a record without key, value and headers, bytes. */
const OVERHEAD = 32;

/** Approximate size of a message, bytes. */
export function sizeOf({key, value, headers}: LogMessage): number {
  let bytes = OVERHEAD + key.length + value.length;
  for (const name in headers) bytes += name.length + headers[name].length + 4;
  return bytes;
}

/** Messages in the order of the calls, taken in batches. The array is shortened whenever half of it has been taken. */
export class LingerQueue {
  #items: Queued[] = [];
  #head = 0;
  #bytes = 0;

  get length(): number {
    return this.#items.length - this.#head;
  }
  get bytes(): number {
    return this.#bytes;
  }

  push(item: Queued): void {
    this.#items.push(item);
    this.#bytes += item.bytes;
  }

  /** The next messages within both limits; at least one when there is any. */
  take(maxMessages: number, maxBytes: number): Queued[] {
    let end = this.#head;
    let bytes = 0;
    while (end < this.#items.length && end - this.#head < maxMessages) {
      bytes += this.#items[end].bytes;
      if (bytes > maxBytes && end > this.#head) {
        bytes -= this.#items[end].bytes;
        break;
      }
      end++;
    }
    const batch = this.#items.slice(this.#head, end);
    this.#head = end;
    this.#bytes -= bytes;
    if (this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return batch;
  }
}
