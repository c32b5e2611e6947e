import {describe, expect, it} from "vitest";
import {AccClient, type AccClientOptions} from "../../../../src/core/games/acc/client.js";
import {readRequest} from "../../../../src/core/games/acc/readMessage.js";
import {AccBroadcaster, type AccBroadcasterOptions} from "../../../../src/core/sim/games/accBroadcaster.js";
import {begun, together} from "../../../support/acDrive.js";

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const nameOf = (bytes: Uint8Array) => {
  const request = readRequest(view(bytes), 0, bytes.length);
  return typeof request === "string" ? request : request.type;
};

/** A client connected directly with a server; the test sets the time. */
function room(clientOptions: AccClientOptions = {}, serverOptions: AccBroadcasterOptions = {}) {
  const client = new AccClient(clientOptions);
  const server = new AccBroadcaster(together([begun(), begun()]), serverOptions);
  const sent: [number, string][] = [];
  const give = (bytes: Uint8Array, now: number) => client.datagram(view(bytes), 0, bytes.length, now);
  const tick = (now: number, online = true) => {
    for (const bytes of client.at(now)) {
      sent.push([now, nameOf(bytes)]);
      if (online) for (const answer of server.receive(bytes, "c")) give(answer, now);
    }
  };
  return {client, server, sent, tick, give};
}

describe("the client of ACC broadcasting", () => {
  it("registers every two seconds until it is answered, then requests entries and track", () => {
    const {client, sent, tick} = room();
    for (const now of [0, 0.5, 1.9, 2, 3]) tick(now, false);
    expect(sent).toEqual([
      [0, "register"],
      [2, "register"],
    ]);
    for (const now of [4, 4.1, 4.2]) tick(now);
    expect(sent.slice(2)).toEqual([
      [4, "register"],
      [4.1, "requestEntryList"],
      [4.1, "requestTrackData"],
    ]);
    expect([client.state, client.connectionId, client.readOnly]).toEqual(["registered", 1, true]);
  });

  it("reports a refusal and waits before it tries again", () => {
    const {client, sent, tick} = room({password: "wrong"});
    for (let now = 0; now < 125; now += 0.5) tick(now);
    expect(client).toMatchObject({state: "refused", problem: "refused: Wrong password"});
    expect(sent.map(([now]) => now)).toEqual([0, 60, 120]);
  });

  it("requests the entry list at most once a second when a car or a driver is unknown", () => {
    const {client, server, sent, tick, give} = room();
    for (const now of [0, 0.1]) tick(now);
    sent.length = 0;
    server.crews[0].names.push("A Third");
    for (let i = 0; i < 25; i++) {
      const now = 0.2 + i / 10;
      for (const bytes of server.update()) give(bytes, now);
      // its requests are lost
      tick(now, false);
    }
    expect(sent.map(([now, name]) => [Math.round(10 * now), name])).toEqual([
      [2, "requestEntryList"],
      [12, "requestEntryList"],
      [22, "requestEntryList"],
    ]);
    for (const bytes of server.entryList(1)) give(bytes, 3);
    for (let i = 0; i < 15; i++) {
      for (const bytes of server.update()) give(bytes, 3 + i / 10);
      tick(3 + i / 10);
    }
    expect(sent).toHaveLength(3);
    expect(client.state).toBe("registered");
  });

  it("registers again after silence, and requests entries again when the session changes", () => {
    const {client, server, sent, tick, give} = room();
    for (const now of [0, 0.1]) tick(now);
    for (const bytes of server.update()) give(bytes, 1);
    tick(2.9);
    expect(client.state).toBe("registered");
    sent.length = 0;
    for (const now of [3.1, 3.2]) tick(now);
    expect(sent.map(([, name]) => name)).toEqual(["register", "requestEntryList", "requestTrackData"]);
    expect(client.connectionId).toBe(2);
    for (const bytes of server.update()) give(bytes, 3.3);
    sent.length = 0;
    server.sessionIndex = 1;
    for (const bytes of server.update()) give(bytes, 4.3);
    tick(4.3);
    expect(sent.map(([, name]) => name)).toEqual(["requestEntryList", "requestTrackData"]);
  });

  it("unregisters at the end, with or without its id, and then sends nothing", () => {
    for (const unregisterWithId of [true, false]) {
      const {client, server, tick} = room({unregisterWithId});
      for (const now of [0, 0.1]) tick(now);
      expect(server.clients).toBe(1);
      for (const bytes of client.close()) server.receive(bytes, "c");
      expect(server.clients).toBe(0);
      expect([client.at(100), client.close()]).toEqual([[], []]);
    }
    expect(new AccClient().close()).toEqual([]);
  });

  it("reports why a game with another protocol version refuses it", () => {
    const {client, tick} = room({}, {version: 5});
    tick(0);
    expect(client).toMatchObject({state: "refused", problem: "refused: Protocol version mismatch: 4"});
  });

  it("reports the protocol of messages of another version", () => {
    const {client, server, give} = room();
    const [, car] = server.update();
    give(new Uint8Array([...car.slice(0, 5), ...car.slice(6)]), 0);
    expect(client.problem).toBe("the game speaks protocol 2, not 4");
  });
});
