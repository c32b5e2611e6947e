/** The words of a text, as a type. */
export type Words<S extends string> = S extends `${infer Head} ${infer Rest}` ? Head | Words<Rest> : S;

/** The words of a text that separates them by single spaces. */
export function wordsIn<S extends string>(text: S): Words<S>[] {
  return text.split(" ") as Words<S>[];
}
