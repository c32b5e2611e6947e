import {type DataType, makeBuilder, type Vector} from "../arrow.js";

/**
 * Values as a column of a type, null where unknown. Arrow's own `vectorFromArray` makes code of a text to recognise nulls, which the policy of most
 * pages forbids; the bytes are the same.
 */
export function nullableVector<T extends DataType>(values: readonly (T["TValue"] | null)[], type: T): Vector<T> {
  const builder = makeBuilder({type});
  for (const [i, value] of values.entries()) {
    if (value === null) builder.setValid(i, false);
    else builder.set(i, value);
  }
  return builder.finish().toVector() as Vector<T>;
}
