import {html} from "npm:htl";

/** A value that a rule computes, and the one that it must have. */
export interface WorkedCheck {
  what: string;
  computed: number;
  /** by hand, by a closed form or from a textbook */
  expected: number;
  /** greatest difference that is allowed: that of the method, not of the arithmetic, where it has one */
  within?: number;
  unit?: string;
}

/** Whether a computed value is the expected one. */
export function isMet({computed, expected, within = 1e-9}: WorkedCheck): boolean {
  return Math.abs(computed - expected) <= within;
}

/** One line: what was computed, what it must be, and whether it is. */
export function workedCheck(check: WorkedCheck): HTMLElement {
  const {what, computed, expected, within = 1e-9, unit = ""} = check;
  const met = isMet(check);
  const text = (value: number) => `${significant(value)}${unit && ` ${unit}`}`;
  return html`<div class="lb-check" data-met=${String(met)}>
    <span class="lb-check-mark" title=${met ? "as it must be" : "differs"}>${met ? "✓" : "✗"}</span>
    <span>${what}</span> <output>${text(computed)}</output>
    <span class="lb-muted">must be ${text(expected)}${within > 1e-6 ? html` ± ${text(within)}` : ""}</span>
  </div>`;
}

/** Seven significant digits, without trailing zeros. */
function significant(value: number): string {
  return String(Number(value.toPrecision(7))).replace("-", "−");
}
