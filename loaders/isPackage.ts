import {existsSync} from "node:fs";
import {join} from "node:path";

/** Whether this Lapbook was installed as a package: npm leaves out the lock file, which a clone has. @param root folder of package.json */
export function isPackage(root: string): boolean {
  return !existsSync(join(root, "package-lock.json"));
}
