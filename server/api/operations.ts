import type {ApiOperation} from "./operation.js";
import {SESSION_OPERATIONS} from "./sessions.js";

/** What the operations are about. */
export const TAGS = [{name: "sessions", about: "recorded and imported sessions"}] as const;

/** All operations, in the order in which they are documented. */
export const OPERATIONS: readonly ApiOperation[] = [...SESSION_OPERATIONS];
