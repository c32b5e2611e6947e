import {LogFileError} from "../importedLog.js";

/** An element's opening tag (or an empty element), with its attributes, entities resolved. */
export interface XmlTag {
  name: string;
  attributes: Record<string, string>;
  /** names of the elements around it, outermost first */
  path: string[];
  /** line of its beginning, from 1 */
  line: number;
}

const NAMED: Record<string, string> = {amp: "&", lt: "<", gt: ">", quot: '"', apos: "'"};

/**
 * The tags of a small XML text in their order: enough for a file whose facts all stand in attributes. Text, comments and
 * declarations are skipped; entities that a document type would define are not known.
 *
 * @throws LogFileError with its line where tags do not fit, end in the middle, or nothing is closed
 */
export function xmlTags(text: string): XmlTag[] {
  const tags: XmlTag[] = [];
  const open: string[] = [];
  let at = 0;
  let line = 1;
  let counted = 0;
  const place = (offset: number): string => {
    for (; counted < offset; counted++) if (text.charCodeAt(counted) === 10) line++;
    return `line ${line}`;
  };
  const skip = (end: string, what: string): void => {
    const found = text.indexOf(end, at);
    if (found < 0) throw new LogFileError(`${what} is never closed`, place(at));
    at = found + end.length;
  };
  for (;;) {
    const begin = text.indexOf("<", at);
    if (begin < 0) break;
    at = begin;
    const where = place(begin);
    if (text.startsWith("<!--", at)) skip("-->", "a comment");
    else if (text.startsWith("<![CDATA[", at)) skip("]]>", "a text block");
    else if (text.startsWith("<?", at)) skip("?>", "a declaration");
    else if (text.startsWith("<!", at)) skip(">", "a declaration");
    else {
      const tag = /^<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/.exec(
        text.slice(at, at + 65_536),
      );
      if (!tag) throw new LogFileError(`broken tag: ${JSON.stringify(text.slice(at, at + 30))}`, where);
      const [whole, closing, name, list, empty] = tag;
      at += whole.length;
      if (closing) {
        const expected = open.pop();
        if (expected !== name) throw new LogFileError(`</${name}> closes <${expected ?? "nothing"}>`, where);
        continue;
      }
      const attributes: Record<string, string> = {};
      for (const [, key, double, single] of list.matchAll(/([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
        attributes[key] = unescapeXml(double ?? single);
      tags.push({name, attributes, path: [...open], line});
      if (!empty) open.push(name);
      if (open.length > 100) throw new LogFileError("elements lie more than 100 deep", where);
    }
  }
  if (open.length) throw new LogFileError(`<${open.at(-1)}> is never closed`, place(text.length));
  if (!tags.length) throw new LogFileError("no element", "line 1");
  return tags;
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (all, decimal, hexadecimal, name) => {
    if (name) return NAMED[name] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}

/** Text as an attribute's value, between double quotes. Control characters, which XML cannot hold, are left out. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
      .replace(/[\u0000-\u001f]/g, " ")
      .replace(/[&<>"]/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]!)
  );
}
