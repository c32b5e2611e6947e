import {describe, expect, it} from "vitest";
import {namedTopicSpecs, protobufEnabled, readKafkaConfig, topicNames} from "../../../../server/log/kafka/config.js";

describe("readKafkaConfig(env)", () => {
  it("is undefined without brokers, which selects the embedded log", () => {
    expect(readKafkaConfig({})).toBeUndefined();
    expect(readKafkaConfig({KAFKA_BROKERS: " "})).toBeUndefined();
  });

  it("has defaults", () => {
    expect(readKafkaConfig({KAFKA_BROKERS: "a:9092, [::1]:1"})).toEqual({
      brokers: ["a:9092", "[::1]:1"],
      clientId: "lapbook",
      consumerGroup: "lapbook",
      ssl: false,
      sasl: undefined,
      replication: 1,
    });
  });

  it.each([
    [{KAFKA_BROKERS: "a"}, "invalid broker: a"],
    [{KAFKA_BROKERS: "a:0"}, "invalid broker: a:0"],
    [{KAFKA_BROKERS: ","}, "invalid broker: ,"],
    [{KAFKA_BROKERS: "a:1", KAFKA_SSL: "perhaps"}, "invalid choice: perhaps (KAFKA_SSL"],
    [{KAFKA_BROKERS: "a:1", KAFKA_SSL: "./no-such.pem"}, "cannot read ./no-such.pem"],
    [{KAFKA_BROKERS: "a:1", KAFKA_SASL_MECHANISM: "rot13"}, "unknown mechanism: rot13"],
    [{KAFKA_BROKERS: "a:1", KAFKA_SASL_USERNAME: "me"}, "missing KAFKA_SASL_PASSWORD"],
    [{KAFKA_BROKERS: "a:1", KAFKA_REPLICATION: "2"}, "invalid replication: 2"],
    [{KAFKA_BROKERS: "a:1", KAFKA_CLIENT_ID: "a b"}, "invalid name: a b"],
  ])("says what is wrong with %j", (env, message) => {
    expect(() => readKafkaConfig(env)).toThrow(message);
  });
});

describe("topicNames(env)", () => {
  it("adds the prefix to all names except those given in full", () => {
    const names = topicNames({TOPIC_PREFIX: "team.", KAFKA_TOPIC_TELEMETRY: "cars"});
    expect(names).toMatchObject({telemetry: "cars", commands: "team.commands", "lap-events": "team.lap-events"});
    expect(namedTopicSpecs({KAFKA_TOPIC_TELEMETRY: "cars"}).find(({name}) => name === "cars")?.partitions).toBe(10);
  });

  it("gives the names that other programs have", () => {
    const [ac, f1, engitorque] = ["ac", "F1", "engitorque"].map((text) => topicNames({TOPIC_NAMES: text}));
    expect(ac).toMatchObject({telemetry: "ac-telemetry-live", "lap-events": "ac-lap-events", commands: "commands"});
    expect(ac).toMatchObject({"sector-times": "ac-sector-times", "session-stats": "ac-session-stats"});
    expect(f1).toMatchObject({telemetry: "f1-telemetry", "telemetry-windows": "f1-analytics"});
    expect(engitorque.telemetry).toBe("telemetry-stream");
    expect(topicNames({TOPIC_NAMES: "purple"})).toEqual(topicNames({}));
    expect(topicNames({TOPIC_NAMES: "purple", USER_ID: "alice"}).telemetry).toBe("telemetry-user-alice");
    const env = {TOPIC_NAMES: "ac", TOPIC_PREFIX: "a.", KAFKA_TOPIC_TELEMETRY: "cars"};
    expect(topicNames(env)).toMatchObject({telemetry: "cars", "lap-events": "a.ac-lap-events"});
    expect(namedTopicSpecs({TOPIC_NAMES: "ac"}).find(({name}) => name === "ac-telemetry-live")?.partitions).toBe(10);
    expect(() => topicNames({TOPIC_NAMES: "toString"})).toThrow("unknown names: toString (TOPIC_NAMES: ac, f1,");
  });

  it("refuses one name for two topics", () => {
    expect(() => topicNames({KAFKA_TOPIC_COMMANDS: "telemetry"})).toThrow("two topics of one name: telemetry");
  });
});

it("protobufEnabled(env) is true by default", () => {
  expect([{}, {PROTOBUF_ENABLED: "0"}, {PROTOBUF_ENABLED: "true"}].map(protobufEnabled)).toEqual([true, false, true]);
});
