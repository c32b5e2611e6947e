/** Settings of a single broker: it is its own controller, internal topics have one replica, and it starts without waiting. */
export function brokerProperties({
  listen,
  advertised,
  controller,
  data,
  quick,
}: {
  listen: string;
  advertised: string;
  controller: string;
  data: string;
  /** checks retention twice per second, for tests */
  quick: boolean;
}): Record<string, string> {
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@${controller}`,
    listeners: `PLAINTEXT://${listen},CONTROLLER://${controller}`,
    "advertised.listeners": `PLAINTEXT://${advertised}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": data,
    "num.partitions": "1",
    "default.replication.factor": "1",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "auto.create.topics.enable": "false",
    // After a kill the controller accepts the broker again only once its old registration has expired.
    "broker.heartbeat.interval.ms": "300",
    "broker.session.timeout.ms": "1500",
    ...(quick && {"log.retention.check.interval.ms": "500", "log.initial.task.delay.ms": "500"}),
  };
}
