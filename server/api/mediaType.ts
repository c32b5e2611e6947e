import {HttpError} from "../httpError.js";

/**
 * The media type that a request asks for, by its header Accept (RFC 9110, 12.5.1): the one of highest quality, of equals the first of
 * `types`. Without the header it is the first. Throws 406 where none is accepted.
 */
export function mediaTypeOf(accept: string | undefined, types: readonly string[]): string {
  if (accept === undefined || accept.trim() === "") return types[0];
  const ranges = accept.split(",").map((part) => {
    const [range, ...params] = part.split(";").map((text) => text.trim().toLowerCase());
    const q = params.find((text) => text.startsWith("q="));
    return {range, quality: q === undefined ? 1 : Number(q.slice(2))};
  });
  const qualityOf = (type: string) =>
    // the most specific range that names it decides
    [type, `${type.split("/")[0]}/*`, "*/*"].reduce<number | undefined>(
      (found, wanted) => found ?? ranges.find(({range}) => range === wanted)?.quality,
      undefined,
    ) ?? 0;
  const best = types.reduce((a, b) => (qualityOf(b) > qualityOf(a) ? b : a));
  if (qualityOf(best) > 0) return best;
  throw new HttpError(406, `not available as ${accept.slice(0, 100)}`, `it is available as ${types.join(", ")}`);
}
