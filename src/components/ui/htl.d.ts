/** htl has no types; the markup decides the element's type. */
declare module "npm:htl" {
  export function html<E extends Element = HTMLElement>(strings: TemplateStringsArray, ...values: unknown[]): E;
  export function svg<E extends Element = SVGElement>(strings: TemplateStringsArray, ...values: unknown[]): E;
}
