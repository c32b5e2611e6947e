import {AcUdpClient} from "../../src/core/games/ac/udpClient.js";
import {AccClient, type AccClientOptions} from "../../src/core/games/acc/client.js";
import {Gt7Client} from "../../src/core/games/gt7/client.js";
import type {Conversation} from "../collectors/udpClientCollector.js";

export function acConversation(address: string): Conversation {
  const client = new AcUdpClient();
  return {
    at: (now) => client.at(now),
    datagram: (view, offset, length, now) => client.datagram(view, offset, length, now),
    close: () => client.close(),
    state: () => (client.state === "subscribed" ? "live" : `waiting for Assetto Corsa at ${address}`),
  };
}

export function accConversation(address: string, options: AccClientOptions): Conversation {
  const client = new AccClient(options);
  return {
    at: (now) => client.at(now),
    datagram: (view, offset, length, now) => client.datagram(view, offset, length, now),
    close: () => client.close(),
    state: () => {
      if (client.state === "registered") return "live";
      if (client.state === "refused" && /password/i.test(client.problem))
        return `${client.problem} (ACC_PASSWORD must be connectionPassword of the game's broadcasting.json)`;
      return client.problem || `waiting for Assetto Corsa Competizione at ${address}`;
    },
  };
}

export function gt7Conversation(address: string): Conversation {
  const client = new Gt7Client();
  return {
    at: (now) => {
      const due = client.due(now);
      return due ? [due] : [];
    },
    datagram: (_view, _offset, length, now) => client.datagram(now, length),
    close: () => [],
    state: (now) => (client.state(now) === "live" ? "live" : `waiting for Gran Turismo at ${address}`),
  };
}
