/** A number with what it is, so that it can be repeated, checked and looked up. */
export interface Fact {
  /** address of the page that shows it, below the pages' folder; what follows # names the number */
  id: string;
  /** in words */
  what: string;
  value: number;
  /** "1" is a share or a count */
  unit: string;
  /** 95 % interval, or the bound of the error where `what` says so */
  low?: number;
  high?: number;
}

/** Id of a fact: `corners?session=…&corner=6#exit-speed`. The same number has the same id. */
export function factId(page: string, params: Readonly<Record<string, string | number>>, name: string): string {
  const query = new URLSearchParams(Object.entries(params).map(([key, value]) => [key, String(value)]));
  return `${page}?${query}#${name.replaceAll(/[^\w.:]+/g, "-")}`;
}
