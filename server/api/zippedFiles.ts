import {Zip, ZipPassThrough} from "fflate";

/** A ZIP of files, one after the other, written while they are read; they are not compressed: what is sent is compressed or small. */
export async function* zippedFiles(
  files: readonly {name: string; bytes(): AsyncIterable<Uint8Array>}[],
): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    made.push(chunk);
  });
  const take = () => {
    const chunks = made;
    made = [];
    return chunks;
  };
  for (const {name, bytes} of files) {
    const entry = new ZipPassThrough(name);
    zip.add(entry);
    for await (const chunk of bytes()) {
      entry.push(chunk);
      yield* take();
    }
    entry.push(new Uint8Array(0), true);
    yield* take();
  }
  zip.end();
  yield* take();
}
