/** What people can do about the errors that a file system gives. */
const MENDS: Record<string, string> = {
  ENOSPC: "the disk is full: make room and import again",
  EACCES: "no right to write there: choose another folder with --recordings",
  EPERM: "no right to write there: choose another folder with --recordings",
  EROFS: "that disk is read-only: choose another folder with --recordings",
  EEXIST: "a file stands where a folder is needed: choose another folder with --recordings",
  ENOTDIR: "a file stands where a folder is needed: choose another folder with --recordings",
  EFBIG: "the file would grow beyond what this user may write: raise the limit (ulimit -f)",
  EMFILE: "too many open files: close other programs or raise the limit",
};

/** An error as one line for a person, with the mend where one is known. Errors that are bugs keep their stack: they are thrown on. */
export function failureLine(error: unknown, about: string): string {
  const {code, path, message, name} = error as NodeJS.ErrnoException;
  const mend = code && MENDS[code];
  if (mend) return `${path ?? about}: ${mend}`;
  if (name === "LogFileError") return message.startsWith(about) ? message : `${about}: ${message}`;
  if (name === "TypeError" || name === "ReferenceError") throw error;
  return message.includes(about) || /^\S+: /.test(message) ? message : `${about}: ${message}`;
}
