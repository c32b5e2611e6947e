import {XmlParser} from "../xml/xmlParser.js";

/** An element's opening tag, with its attributes. */
export interface XmlTag {
  name: string;
  attributes: Record<string, string>;
  /** names of the elements around it, outermost first */
  path: string[];
  /** line on which it ends, from 1 */
  line: number;
}

/**
 * The opening tags of an XML text, in their order.
 *
 * @throws LogFileError with the line that is not well formed
 */
export function xmlTags(text: string): XmlTag[] {
  const tags: XmlTag[] = [];
  const parser = new XmlParser({
    open: (name, attributes) => tags.push({name, attributes, path: [...parser.path], line: parser.line}),
  });
  parser.parse(text);
  return tags;
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
