import type {LayoutKind, NamedLayout} from "./layoutKind.js";

/** It grows when the fields of a file change their meaning. */
const VERSION = 1;

/** A layout as a small JSON file. */
export function layoutFile<L extends NamedLayout>(kind: LayoutKind<L>, layout: L): string {
  const {name, ...parts} = layout;
  return `${JSON.stringify({kind: kind.file.kind, version: VERSION, name, ...parts}, null, 2)}\n`;
}

/** The name that a file of the layout gets. */
export function layoutFileName<L extends NamedLayout>({parts, file}: LayoutKind<L>, {name}: NamedLayout): string {
  const words = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return `${words.replace(/^-|-$/g, "") || parts}.${file.ending}`;
}

/** Reads the file of a layout. Throws an Error for the user. */
export function readLayoutFile<L extends NamedLayout>(kind: LayoutKind<L>, text: string): L {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error("this is no JSON: choose a file that “Export” has written");
  }
  const {parts, most} = kind;
  const {kind: name, version, ...rest} = (file ?? {}) as Record<string, unknown>;
  if (name !== kind.file.kind)
    throw new Error(`this is no layout of ${parts}: choose a file that “Export” has written`);
  if (typeof version === "number" && version > VERSION)
    throw new Error(
      `the layout was written by a newer Lapbook (version ${version}, this one reads ${VERSION}): update Lapbook`,
    );
  if (version !== VERSION) throw new Error(`unknown version of a layout: ${JSON.stringify(version) ?? "none"}`);
  const list = rest[parts];
  if (Array.isArray(list) && list.length > most)
    throw new Error(`the layout has ${list.length} ${parts}: at most ${most} can be shown`);
  const layout = kind.read(file);
  if (!layout) throw new Error(`the layout has no ${parts}`);
  return layout;
}
