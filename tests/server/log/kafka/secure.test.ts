import {execFileSync} from "node:child_process";
import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {freePort} from "../../../../server/freePort.js";
import type {Broker} from "../../../../server/log/kafka/broker/broker.js";
import {startBroker} from "../../../../server/log/kafka/broker/startBroker.js";
import {readKafkaConfig} from "../../../../server/log/kafka/config.js";
import {KafkaLog} from "../../../../server/log/kafka/kafkaLog.js";
import {BROKER_CACHE} from "../../../support/kafkaBroker.js";
import {usually} from "../../../support/long.js";
import {temporaryFolder} from "../../../support/server.js";

// A broker of its own, with TLS and logins: LAPBOOK_LONG=1, Java and openssl.
const runs = usually(false, true);

describe.runIf(runs)("a broker with TLS and logins", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let broker: Broker;
  let address: string;
  const logs: KafkaLog[] = [];

  beforeAll(async () => {
    folder = await temporaryFolder();
    const file = (name: string) => join(folder.path, name);
    for (const name of ["broker", "other"])
      execFileSync("openssl", [
        ...["req", "-x509", "-days", "2", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"],
        ...["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", file(`${name}.key`), "-out", file(`${name}.pem`)],
      ]);
    // one file with the key and its certificate is a store of the type PEM
    const store = file("store.pem");
    await writeFile(
      store,
      `${await readFile(file("broker.key"), "utf8")}${await readFile(file("broker.pem"), "utf8")}`,
    );
    address = `127.0.0.1:${await freePort()}`;
    const login = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    broker = await startBroker({
      cache: BROKER_CACHE,
      quick: true,
      settings: {
        listeners: `SASL_SSL://${address}`,
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL",
        "sasl.enabled.mechanisms": "PLAIN",
        "listener.name.sasl_ssl.plain.sasl.jaas.config": `${login} user_lapbook="right secret";`,
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": store,
      },
    });
  });
  afterAll(async () => {
    await Promise.all(logs.map((log) => log.close().catch(() => {})));
    await broker?.remove();
    await folder.remove();
  });

  function open(env: Record<string, string> = {}): KafkaLog {
    const config = readKafkaConfig({
      ...{KAFKA_BROKERS: address, KAFKA_SSL: join(folder.path, "broker.pem"), KAFKA_SASL_MECHANISM: "plain"},
      ...{KAFKA_SASL_USERNAME: "lapbook", KAFKA_SASL_PASSWORD: "right secret", ...env},
    });
    const log = new KafkaLog(config!);
    logs.push(log);
    return log;
  }

  it("carries messages both ways", async () => {
    const log = open();
    await log.createTopics([{name: "secret", partitions: 2, retentionMs: Number.POSITIVE_INFINITY}]);
    const producer = await log.producer();
    const sent = Array.from({length: 50}, (_, i) => `message ${i}`);
    const messages = sent.map((text, i) => ({
      ...{key: `k${i % 3}`, value: new TextEncoder().encode(text), headers: {}, timestamp: Date.now()},
    }));
    await producer.send("secret", messages);
    const end = new AbortController();
    const consumer = await log.consume({topics: ["secret"], from: "earliest", signal: end.signal});
    const got: string[] = [];
    for await (const entries of consumer) {
      got.push(...entries.map(({value}) => new TextDecoder().decode(value)));
      if (got.length >= sent.length) break;
    }
    end.abort();
    expect(got.sort()).toEqual(sent.sort());
  }, 60_000);

  it.each([
    ["a wrong password", {KAFKA_SASL_PASSWORD: "wrong"}, /authentication|credentials/i],
    ["the certificate of another authority", {KAFKA_SSL: "other.pem"}, /self-signed|certificate|verif/i],
    ["no TLS", {KAFKA_SSL: "false"}, /./],
  ])(
    "refuses %s",
    async (_, env, expected) => {
      const given = Object.fromEntries(
        Object.entries(env).map(([name, value]) => [name, value.endsWith(".pem") ? join(folder.path, value) : value]),
      );
      await expect(open(given).describeTopics()).rejects.toThrow(expected);
    },
    60_000,
  );
});
