/** A named arrangement of a page: charts of laps, panels of a car. */
export interface NamedLayout {
  name: string;
}

/** What differs between layouts of charts and of panels. */
export interface LayoutKind<L extends NamedLayout> {
  /** field of a layout that has its parts, and their name in sentences: `charts` */
  parts: "charts" | "panels";
  /** parts of a layout at most */
  most: number;
  /** those that everybody has, by the keys that stand in addresses; the first is the default */
  shipped: Readonly<Record<string, L>>;
  /** names under which a browser keeps the user's layouts, and the key of the one used last */
  storage: {layouts: string; last: string};
  /** first field of its file, and the end of the file's name */
  file: {kind: string; ending: string};
  /** a layout in parsed JSON, without what is malformed; undefined where it has no name or no part */
  read(value: unknown): L | undefined;
  /** its parts as an address keeps them */
  text(layout: L): string;
  /** what an address of the page holds */
  linkHolds: string;
}

/** Key of the layout that a page begins with. */
export function defaultKey({shipped}: Pick<LayoutKind<NamedLayout>, "shipped">): string {
  return Object.keys(shipped)[0];
}
