import {SaxesParser} from "saxes";
import {LogFileError} from "../importedLog.js";

const MOST_DEPTH = 100;

/**
 * A parser of one XML text; set its handlers of texts, then call `parse`. A bare `&` and unknown entities are kept as they are written:
 * tools leave them in names.
 *
 * @throws LogFileError (in `parse`) with the line that is not well formed
 */
export class XmlParser {
  /** names of the open elements, outermost first */
  readonly path: string[] = [];
  readonly #parser = new SaxesParser();

  constructor(on: {
    open(name: string, attributes: Record<string, string>): void;
    text?(text: string): void;
    close?(name: string): void;
  }) {
    const {path} = this;
    const parser = this.#parser;
    parser.on("error", ({message}) => {
      if (/entity/.test(message)) return;
      throw new LogFileError(message.replace(/^\d+:\d+: |\.$/g, ""), `line ${parser.line}`);
    });
    parser.on("opentag", ({name, attributes}) => {
      on.open(name, attributes);
      if (path.push(name) > MOST_DEPTH)
        throw new LogFileError(`elements nested more than ${MOST_DEPTH} deep`, `line ${parser.line}`);
    });
    parser.on("closetag", ({name}) => {
      path.pop();
      on.close?.(name);
    });
    if (on.text) {
      parser.on("text", on.text);
      parser.on("cdata", on.text);
    }
  }

  /** of the tag that is being handled, from 1 */
  get line(): number {
    return this.#parser.line;
  }

  parse(text: string): void {
    this.#parser.write(text).close();
  }
}
