import {SaxesParser} from "saxes";
import {LogFileError} from "../importedLog.js";

/** An element's opening tag, with its attributes. */
export interface XmlTag {
  name: string;
  attributes: Record<string, string>;
  /** names of the elements around it, outermost first */
  path: string[];
  /** line on which it ends, from 1 */
  line: number;
}

const MOST_DEPTH = 100;

/**
 * The opening tags of an XML text, in their order. A bare `&` and unknown entities are kept as they are written: tools leave
 * them in names.
 *
 * @throws LogFileError with the line that is not well formed
 */
export function xmlTags(text: string): XmlTag[] {
  const tags: XmlTag[] = [];
  const path: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", ({message}) => {
    if (/entity/.test(message)) return;
    throw new LogFileError(message.replace(/^\d+:\d+: |\.$/g, ""), `line ${parser.line}`);
  });
  parser.on("opentag", ({name, attributes}) => {
    tags.push({name, attributes, path: [...path], line: parser.line});
    if (path.push(name) > MOST_DEPTH)
      throw new LogFileError(`elements nested more than ${MOST_DEPTH} deep`, `line ${parser.line}`);
  });
  parser.on("closetag", () => path.pop());
  parser.write(text).close();
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
