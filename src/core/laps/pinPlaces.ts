/** Places of a lap, from its own ends (m) to 0 and the length of its line, and never beyond them. NaN stays. */
export function pinPlaces(
  along: Float64Array,
  {startM, endM, lengthM}: {startM: number; endM: number; lengthM: number},
): Float64Array {
  const scale = lengthM / (endM - startM);
  const out = new Float64Array(along.length);
  for (let i = 0; i < out.length; i++) {
    const at = (along[i] - startM) * scale;
    out[i] = at < 0 ? 0 : at > lengthM ? lengthM : at;
  }
  return out;
}
