import {createRequire} from "node:module";
import type {Kafka} from "kafkajs";

// What kafkajs has inside and does not offer: its connections and its view of the cluster, without its producer (which encodes
// slowly and winds sequence numbers back) and its consumer (which always joins a group). By the source of 2.2.4.

/** A request in kafkajs' terms. */
export interface Request<T> {
  request: {
    apiKey: number;
    apiVersion: number;
    apiName: string;
    expectResponse?: () => boolean;
    encode(): Promise<{buf: Buffer; buffer: Buffer}>;
  };
  response: {decode(bytes: Buffer): Promise<T>; parse(decoded: T): Promise<T>};
}

/** One broker. Its answers reject with the protocol's error, also when only one partition has one. */
export interface Node {
  connectionPool: {send<T>(request: Request<T>): Promise<T>};
  initProducerId(options: {transactionTimeout: number}): Promise<{producerId: string; producerEpoch: number}>;
  offsetCommit(options: {
    groupId: string;
    groupGenerationId: number;
    memberId: string;
    retentionTime: number;
    topics: {topic: string; partitions: {partition: number; offset: string}[]}[];
  }): Promise<unknown>;
}

export interface Cluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  /** Resolves when it knows who leads their partitions. */
  addMultipleTargetTopics(topics: string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findTopicPartitionMetadata(topic: string): {partitionId: number; leader: number}[];
  /** partitions by their leader's node id */
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(options: {nodeId: string | number}): Promise<Node>;
  findControllerBroker(): Promise<Node>;
  findGroupCoordinator(options: {groupId: string}): Promise<Node>;
}

/** A view of the cluster over connections of its own, not yet connected. */
export function clusterOf(kafka: Kafka): Cluster {
  const found = Object.getOwnPropertySymbols(kafka).find(
    ({description}) => description === "private:Kafka:createCluster",
  );
  const make = found && (kafka as unknown as Record<symbol, (options: object) => Cluster>)[found];
  if (!make) throw new Error("this kafkajs is built otherwise than 2.2.4");
  return make({metadataMaxAge: 300_000, allowAutoTopicCreation: false});
}

const require = createRequire(import.meta.url);

/** The error of a code in an answer; undefined for 0. */
export const errorOf: (code: number) => (Error & {type: string}) | undefined = (() => {
  const {createErrorFromCode} = require("kafkajs/src/protocol/error.js");
  return (code) => (code === 0 ? undefined : createErrorFromCode(code));
})();

export interface ProduceAnswer {
  topics: {topicName: string; partitions: {partition: number; errorCode: number}[]}[];
}

/** Reads the answer to Produce 7, errors by partition left in it. */
export const decodeProduceAnswer: (bytes: Buffer) => Promise<ProduceAnswer> =
  require("kafkajs/src/protocol/requests/produce/v7/response.js").decode;
