/** htl ships no types. What it makes is whatever element the markup says. */
declare module "npm:htl" {
  export function html<E extends Element = HTMLElement>(strings: TemplateStringsArray, ...values: unknown[]): E;
  export function svg<E extends Element = SVGElement>(strings: TemplateStringsArray, ...values: unknown[]): E;
}
