/** Of Framework's client, which has no types: what notebooks get from a page of it. */
declare module "framework:../client/stdlib/generators/index.js" {
  type Host = import("../notebook/notebookHost.js").NotebookHost["Generators"];
  export const input: Host["input"];
  export const observe: Host["observe"];
  export const queue: Host["queue"];
  export const width: Host["width"];
  export const dark: Host["dark"];
  export const now: Host["now"];
}

declare module "framework:../client/stdlib/mutable.js" {
  export const Mutable: import("../notebook/notebookHost.js").NotebookHost["Mutable"];
}

declare module "framework:../client/stdlib/resize.js" {
  export const resize: import("../notebook/notebookHost.js").NotebookHost["resize"];
}
