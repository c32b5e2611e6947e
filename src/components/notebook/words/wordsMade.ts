/** A function for each word that gives its value, called when a cell first uses the word. */
export type WordsMade<Words> = Record<keyof Words, () => unknown>;
