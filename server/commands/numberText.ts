/** A number as people read it: with a real minus, and none before what rounds to zero. Files and JSON keep the hyphen. */
export function numberText(value: number, digits: number): string {
  return withMinus(value.toFixed(digits));
}

/** The text of a number with a real minus, and none before zero. */
export function withMinus(text: string): string {
  return text.replace(/^-(?=[0.]*$)/, "").replace(/^-|(?<=e)-/g, "−");
}
