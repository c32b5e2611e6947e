import type {CDPSession} from "playwright-core";

/** How many objects of a name a page's heap holds after a collection, those of the browser included: `blink::MediaQuerySet`. */
export async function heapObjects(session: CDPSession, name: string): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  const take = ({chunk}: {chunk: string}) => chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", take);
  await session.send("HeapProfiler.takeHeapSnapshot", {reportProgress: false});
  session.off("HeapProfiler.addHeapSnapshotChunk", take);
  const {snapshot, nodes, strings} = JSON.parse(chunks.join("")) as {
    snapshot: {meta: {node_fields: string[]}};
    nodes: number[];
    strings: string[];
  };
  const fields = snapshot.meta.node_fields;
  const place = fields.indexOf("name");
  const wanted = strings.indexOf(name);
  let found = 0;
  for (let i = place; i < nodes.length; i += fields.length) if (nodes[i] === wanted) found++;
  return found;
}
