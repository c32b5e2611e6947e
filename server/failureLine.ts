/** Errors of the file system: what is wrong, and what the user can do. */
const REMEDIES: Record<string, string> = {
  ENOSPC: "the disk is full: make room and import again",
  EACCES: "no permission to write there: choose another folder with --recordings",
  EPERM: "no permission to write there: choose another folder with --recordings",
  EROFS: "the disk is read-only: choose another folder with --recordings",
  EEXIST: "there is a file where a folder is needed: choose another folder with --recordings",
  ENOTDIR: "there is a file where a folder is needed: choose another folder with --recordings",
  EFBIG: "the file would exceed the size limit of this user: raise it (ulimit -f)",
  EMFILE: "too many open files: close other programs or raise the limit",
};

/** One line for an error, with a remedy where one is known. Programming errors are rethrown, to keep their stack. */
export function failureLine(error: unknown, about: string): string {
  const {code, path, message, name} = error as NodeJS.ErrnoException;
  if ((code === "EACCES" || code === "EPERM") && path === about) return `${about}: no permission to read it`;
  const remedy = code && REMEDIES[code];
  if (remedy) return `${path ?? about}: ${remedy}`;
  if (name === "LogFileError") return message.startsWith(about) ? message : `${about}: ${message}`;
  if (name === "TypeError" || name === "ReferenceError") throw error;
  return message.includes(about) || /^\S+: /.test(message) ? message : `${about}: ${message}`;
}
