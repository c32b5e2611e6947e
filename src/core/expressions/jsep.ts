/**
 * jsep in Node is the package; in a page it is `npm:jsep`, as vendored: where both files exist, Framework serves jsep.js. Bundled by its
 * plain name it would have no version in its address, because it hides its package.json, and an old one would stay in caches.
 */
export {default} from "jsep";
