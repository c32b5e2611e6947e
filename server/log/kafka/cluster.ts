import {createRequire} from "node:module";
import type {Kafka} from "kafkajs";

// Internals of kafkajs 2.2.4: its connections and cluster metadata, without its producer (which encodes slowly and resets
// sequence numbers) and its consumer (which always joins a group).

/** A request, as kafkajs sends it. */
export interface ProtocolRequest<T> {
  request: {
    apiKey: number;
    apiVersion: number;
    apiName: string;
    expectResponse?: () => boolean;
    encode(): Promise<{buf: Buffer; buffer: Buffer}>;
  };
  response: {decode(bytes: Buffer): Promise<T>; parse(decoded: T): Promise<T>};
}

/** One broker. Its methods reject with the protocol's error, also when only one partition has an error. */
export interface BrokerNode {
  connectionPool: {send<T>(request: ProtocolRequest<T>): Promise<T>};
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
  /** Resolves when the leaders of their partitions are known. */
  addMultipleTargetTopics(topics: string[]): Promise<void>;
  refreshMetadata(): Promise<void>;
  refreshMetadataIfNecessary(): Promise<void>;
  findTopicPartitionMetadata(topic: string): {partitionId: number; leader: number}[];
  /** partitions by their leader's node id */
  findLeaderForPartitions(topic: string, partitions: number[]): Record<string, number[]>;
  findBroker(options: {nodeId: string | number}): Promise<BrokerNode>;
  findControllerBroker(): Promise<BrokerNode>;
  findGroupCoordinator(options: {groupId: string}): Promise<BrokerNode>;
}

/** The cluster over its own connections, not yet connected. */
export function clusterOf(kafka: Kafka): Cluster {
  const found = Object.getOwnPropertySymbols(kafka).find(
    ({description}) => description === "private:Kafka:createCluster",
  );
  const createCluster = found && (kafka as unknown as Record<symbol, (options: object) => Cluster>)[found];
  if (!createCluster) throw new Error("unsupported version of kafkajs; expected 2.2.4");
  return createCluster({metadataMaxAge: 300_000, allowAutoTopicCreation: false});
}

const require = createRequire(import.meta.url);

/** The error of a response's error code; undefined for 0. */
export const errorOf: (code: number) => (Error & {type: string}) | undefined = (() => {
  const {createErrorFromCode} = require("kafkajs/src/protocol/error.js");
  return (code) => (code === 0 ? undefined : createErrorFromCode(code));
})();

export interface ProduceResponse {
  topics: {topicName: string; partitions: {partition: number; errorCode: number}[]}[];
}

/** Decodes the response to Produce 7, with an error code per partition. */
export const decodeProduceResponse: (bytes: Buffer) => Promise<ProduceResponse> =
  require("kafkajs/src/protocol/requests/produce/v7/response.js").decode;
