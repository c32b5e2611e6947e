import {expect, it} from "vitest";
import type {DatagramBatch} from "../../../src/core/capture/batch.js";
import {keepDatagram} from "../../../src/core/capture/keptDatagram.js";
import {accBroadcast} from "../../../src/core/games/acc/game.js";
import {writeMessage} from "../../../src/core/games/acc/writeMessage.js";
import type {SessionIdentity} from "../../../src/core/games/game.js";
import {SessionSplitter} from "../../../src/core/session/sessionSplitter.js";
import {AccBroadcaster} from "../../../src/core/sim/games/accBroadcaster.js";
import {Drive, together} from "../../support/acDrive.js";

const ACC = {source: "127.0.0.1", sourcePort: 9000, target: "127.0.0.1", targetPort: 9001};
function datagram(bytes: Uint8Array, seconds: number): DatagramBatch {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [zero, length] = [Uint32Array.of(0), Uint32Array.of(bytes.length)];
  const batch = {count: 1, bytes, view, offset: zero, length, seconds: Float64Array.of(seconds)};
  return keepDatagram({...batch, nanos: Uint32Array.of(0), flow: Uint16Array.of(0), flows: [ACC]}, 0, "").batch;
}

it("a refused registration begins no session: the one that is let in later does", () => {
  const begun: SessionIdentity[] = [];
  const splitter = new SessionSplitter(
    {
      begin: (found) => {
        begun.push({...found, first: {...found.first}});
        return {samples: () => {}};
      },
      datagram: () => {},
      end: () => {},
    },
    [accBroadcast()],
  );
  const take = (bytes: Uint8Array, seconds: number) => splitter.accept(datagram(bytes, seconds));
  const answer = {type: "registration", connectionId: -1, readOnly: false} as const;
  for (const seconds of [1000, 1060, 1120])
    take(writeMessage({...answer, success: false, error: "Wrong password"}), seconds);
  const drive = new Drive({laps: 1, seed: 1});
  const game = new AccBroadcaster(together([drive]));
  const register = new Uint8Array([1, 4, 0, 0, 3, 0, 97, 115, 100, 100, 0, 0, 0, 0, 0]);
  for (const bytes of game.receive(register, "c")) take(bytes, 1500);
  for (let i = 1; i <= 30; i++) {
    drive.step();
    for (const {bytes} of game.frame()) take(bytes, 1500 + i / 100);
  }
  expect(begun.map(({first}) => first.seconds)).toEqual([1500]);
  // a second client that is refused while the session runs ends nothing
  take(writeMessage({...answer, success: false, error: "Wrong password"}), 1501);
  expect(begun).toHaveLength(1);
});
