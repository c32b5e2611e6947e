/** Deeper folders are refused: a mistaken path such as the root of a disk. */
export const MOST_FOLDER_DEPTH = 12;
/** More files in a folder are refused for the same reason. */
export const MOST_FOLDER_FILES = 5000;

/** What is wrong with a folder beyond a limit, and how to mend it. */
export function folderLimitText(folder: string, limit: "depth" | "files"): string {
  return limit === "depth"
    ? `${folder}: more than ${MOST_FOLDER_DEPTH} folders deep: choose a folder below it`
    : `${folder}: more than ${MOST_FOLDER_FILES} files: import its folders one by one`;
}
