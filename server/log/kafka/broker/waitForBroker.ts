import {UserError} from "../../../userError.js";
import {connectTo, settleWithin} from "../client.js";

/** Resolves when the broker describes its cluster; throws after a minute, or when `failure` returns a reason. */
export async function waitForBroker(address: string, failure: () => string | undefined): Promise<void> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    const reason = failure();
    if (reason !== undefined) throw new UserError(reason);
    const connection = connectTo(
      {brokers: [address], clientId: "lapbook", consumerGroup: "", ssl: false, replication: 1},
      {retries: 0},
    );
    const admin = connection.kafka.admin();
    try {
      await admin.connect();
      const {brokers} = await admin.describeCluster();
      if (brokers.length) return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 150));
    } finally {
      connection.end();
      await settleWithin(1_000, admin.disconnect());
    }
  }
  throw new UserError(`the broker at ${address} did not answer within a minute`);
}
