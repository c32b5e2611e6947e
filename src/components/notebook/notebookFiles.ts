import {dataFileFault, dataKind} from "../../core/notebook/dataFile.js";
import {type Observable, observable} from "../live/observable.js";
import {fetchNotebookFile} from "../ui/archive.js";
import {CellError} from "./cellError.js";
import {described} from "./chosenBy.js";
import {type DataOptions, decodeData} from "./decodeData.js";
import type {NotebookHost} from "./notebookHost.js";

type ReadFile = (name: string, options?: DataOptions) => Promise<unknown>;

/** `file(name)` as a value that changes with the files: cells that use it then run again. */
export function notebookFiles({onFiles}: Pick<NotebookHost, "onFiles">): Observable<ReadFile> {
  // a new function each time: the same value would run no cell
  return observable((notify) => {
    const give = () => notify((name, options) => readDataFile(name, options));
    give();
    return onFiles?.(give) ?? (() => {});
  });
}

async function readDataFile(name: unknown, options: DataOptions = {}): Promise<unknown> {
  if (typeof name !== "string")
    throw new CellError(`${described(name)} is no name of a file`, undefined, 'Write file("weather.csv").');
  const fault = dataFileFault(name);
  if (fault) throw new CellError(fault, undefined, 'Name a file in the folder of your notebooks: file("weather.csv").');
  const bytes = await fetchNotebookFile(name).catch((error: Error) => {
    throw new CellError(
      error.message,
      undefined,
      'Put it beside the notebooks, or in a folder there: file("data/weather.csv").',
    );
  });
  try {
    return await decodeData(bytes, dataKind(name)!, options);
  } catch (error) {
    if (error instanceof CellError) throw error;
    throw new CellError(`${name} can't be read: ${(error as Error).message}`);
  }
}
