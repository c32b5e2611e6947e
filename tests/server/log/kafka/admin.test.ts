import {expect, it} from "vitest";
import {AdminConnection, createTopics, topicOffsets} from "../../../../server/log/kafka/admin.js";
import type {KafkaConnection} from "../../../../server/log/kafka/client.js";

/** Connections of a topic of one partition; those up to `stale` keep believing in a leader that it has lost. */
function connections(stale: number) {
  const made: {asked: number; ended: boolean}[] = [];
  const connect = (): KafkaConnection => {
    const own = {asked: 0, ended: false};
    made.push(own);
    const admin = {
      connect: async () => {},
      disconnect: async () => void (own.ended = true),
      listTopics: async () => ["t"],
      fetchTopicOffsets: async () => {
        own.asked++;
        if (made.indexOf(own) < stale)
          throw Object.assign(new Error("not the leader"), {type: "NOT_LEADER_FOR_PARTITION"});
        return [{partition: 0, low: "3", high: "7"}];
      },
    };
    return {kafka: {admin: () => admin}, end() {}} as unknown as KafkaConnection;
  };
  return {made, connect};
}

it("asks over a new connection when the old one keeps asking a broker that no longer leads the partition", async () => {
  const {made, connect} = connections(1);
  const admin = new AdminConnection(connect, []);
  expect(await admin.ask((open) => topicOffsets(open, "t"))).toEqual([{first: 3, next: 7}]);
  expect(made.map(({ended}) => ended)).toEqual([true, false]);
  await admin.close();
  expect(made.map(({ended}) => ended)).toEqual([true, true]);
});

it("gives up when no broker leads the partition for so long", async () => {
  const {made, connect} = connections(Number.POSITIVE_INFINITY);
  const admin = new AdminConnection(connect, [], 0);
  await expect(admin.ask((open) => topicOffsets(open, "t"))).rejects.toThrow("not the leader");
  expect(made).toMatchObject([{ended: true}]);
});

it("createTopics waits for topics that a busy controller is still creating, and fails where one is refused", async () => {
  let asked = 0;
  const admin = (...types: string[]) =>
    ({
      createTopics: async () => {
        throw Object.assign(new Error("Topic creation errors"), {errors: types.map((type) => ({type}))});
      },
      fetchTopicMetadata: async () => {
        if (++asked < 3) throw Object.assign(new Error("unknown"), {type: "UNKNOWN_TOPIC_OR_PARTITION"});
      },
    }) as never;
  await createTopics(admin("REQUEST_TIMED_OUT", "TOPIC_ALREADY_EXISTS"), [{topic: "t"}]);
  expect(asked).toBe(3);
  await expect(createTopics(admin("REQUEST_TIMED_OUT", "POLICY_VIOLATION"), [{topic: "t"}])).rejects.toThrow(
    "creation",
  );
});
