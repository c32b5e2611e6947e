import {buildPages, isBuilt} from "./buildPages.js";
import {ROOT} from "./config.js";
import {progressBar} from "./progressBar.js";
import {oneLine} from "./userError.js";

// `npm ci` and `npm install` run this at their end, so that the first `npm start` has its pages ready. A failure does
// not fail the installation: `npm start` builds what is missing.
const paths = {root: ROOT, dist: `${ROOT}/dist`};
const bar = progressBar(process.stderr);
try {
  if (!(await isBuilt(paths))) {
    process.stderr.write("building the pages\n");
    await buildPages(paths, {progress: bar.update});
  }
} catch (error) {
  bar.clear();
  process.stderr.write(`${oneLine(error)}; npm start tries again\n`);
} finally {
  bar.clear();
}
