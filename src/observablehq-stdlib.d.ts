/** What Framework brings into a page and ships no types for; only what components import. */

declare module "observablehq:stdlib" {
  export interface FileAttachment {
    readonly name: string;
    readonly mimeType: string;
    readonly href: string;
    readonly lastModified: number;
    readonly size: number;
    url(): Promise<string>;
    text(encoding?: string): Promise<string>;
    json(): Promise<unknown>;
    arrayBuffer(): Promise<ArrayBuffer>;
    stream(): Promise<ReadableStream<Uint8Array>>;
    csv(options?: {array?: boolean; typed?: boolean}): Promise<Record<string, unknown>[]>;
    arrow(): Promise<import("apache-arrow").Table>;
  }
  export function FileAttachment(name: string): FileAttachment;
  export function Mutable<T>(value: T): {value: T} & AsyncGenerator<T>;
  /** Draws again when the width changes; the element fills its container. */
  export function resize(render: (width: number, height: number) => Node | string): HTMLElement;
  export const Generators: {
    observe<T>(initialize: (notify: (value: T) => T) => (() => void) | undefined): AsyncGenerator<T>;
    queue<T>(initialize: (notify: (value: T) => T) => (() => void) | undefined): AsyncGenerator<T>;
    input<T>(element: HTMLElement & {value: T}): AsyncGenerator<T>;
    width(element: HTMLElement): AsyncGenerator<number>;
    dark(): AsyncGenerator<boolean>;
    now(): AsyncGenerator<number>;
  };
}

declare module "npm:@observablehq/duckdb" {
  import type {AsyncDuckDB} from "@duckdb/duckdb-wasm";
  import type {Table} from "apache-arrow";
  export class DuckDBClient {
    static of(sources?: Record<string, unknown>, config?: Record<string, unknown>): Promise<DuckDBClient>;
    static sql(
      sources?: Record<string, unknown>,
    ): (strings: TemplateStringsArray, ...args: unknown[]) => Promise<Table>;
    readonly _db: AsyncDuckDB;
    query(query: string, params?: unknown[]): Promise<Table>;
    queryRow(query: string, params?: unknown[]): Promise<Record<string, unknown> | null>;
    sql(strings: TemplateStringsArray, ...args: unknown[]): Promise<Table>;
  }
}

declare module "npm:@observablehq/inputs" {
  type Input<T> = HTMLElement & {value: T};
  type Options = Record<string, unknown>;
  export function button(content: unknown, options?: Options): Input<number>;
  export function checkbox<T>(data: Iterable<T>, options?: Options): Input<T[]>;
  export function radio<T>(data: Iterable<T>, options?: Options): Input<T>;
  export function range(extent?: [number, number], options?: Options): Input<number>;
  export function search<T>(data: Iterable<T>, options?: Options): Input<T[]>;
  export function select<T>(data: Iterable<T>, options?: Options): Input<T>;
  export function table<T>(data: Iterable<T>, options?: Options): Input<T[]>;
  export function text(options?: Options): Input<string>;
  export function toggle(options?: Options): Input<boolean>;
}

declare module "npm:@observablehq/runtime" {
  export interface Observer {
    pending?: () => void;
    fulfilled?: (value: unknown, name: string | null) => void;
    rejected?: (error: unknown, name: string | null) => void;
  }
  export interface Variable {
    define(name: string | null, inputs: readonly string[], definition: unknown): Variable;
    delete(): void;
  }
  export interface Module {
    variable(observer?: Observer | true): Variable;
    value(name: string): Promise<unknown>;
  }
  export class Runtime {
    constructor(builtins?: Record<string, unknown>, global?: (name: string) => unknown);
    module(): Module;
    dispose(): void;
  }
  export class RuntimeError extends Error {
    /** the name whose value could not be had */
    readonly input?: string;
  }
}

declare module "npm:@observablehq/inspector" {
  export class Inspector {
    constructor(node: Element);
    fulfilled(value: unknown, name?: string): void;
  }
}
