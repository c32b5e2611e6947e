// The module that pages load as ./arrow.js; Node, TypeScript and the tests use arrow.ts, which gives the reason.
export * from "npm:apache-arrow";
