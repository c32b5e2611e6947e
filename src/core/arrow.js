// What a page gets for ./arrow.js; Node, TypeScript and the tests take arrow.ts, which says why.
export * from "npm:apache-arrow";
