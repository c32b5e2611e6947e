import type {AcPagesWriterOptions} from "../../src/core/sim/games/acPagesWriter.js";
import {pagesSender} from "../../src/core/sim/games/gameSender.js";
import type {Driven} from "./driven.js";
import type {Sending} from "./formats.js";
import {playPages} from "./play.js";
import {inFile, runOf, runResults} from "./runOf.js";
import type {Scene} from "./scene.js";

/** Prepares a scene as shared-memory pages: the files of a bridge, or a capture of what is read there. */
export function asPages(scene: Scene, sending: Sending, start: number, speed: number): Driven {
  const {as, outlet} = sending;
  const faulty = runOf(scene, sending);
  const options: AcPagesWriterOptions = {
    game: as === "acc-pages" ? "acc" : "ac",
    player: scene.player,
    sensors: faulty.sensors,
  };
  if (outlet.kind === "file") {
    const sender = pagesSender(faulty.run, options, {start});
    return inFile(faulty, sender, outlet.file);
  }
  if (outlet.kind !== "pages") throw new Error(`invalid destination for pages: ${outlet.kind}`);
  const written = {datagrams: 0, bytes: 0};
  return {
    ...runResults(faulty),
    send: (context) => playPages(faulty.run, outlet.folder, options, speed, context, written),
    sent: () => written,
  };
}
