// The module that pages load as ./jsep.js; Node, TypeScript and the tests use jsep.ts, which gives the reason.
export {default} from "npm:jsep";
