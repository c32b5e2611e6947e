import {carDamage} from "./carDamage.js";
import {carSetups} from "./carSetups.js";
import {carStatus} from "./carStatus.js";
import {carTelemetry} from "./carTelemetry.js";
import {carTelemetry2} from "./carTelemetry2.js";
import {event} from "./event.js";
import {finalClassification} from "./finalClassification.js";
import {lapData} from "./lapData.js";
import {lapPositions} from "./lapPositions.js";
import {lobbyInfo} from "./lobbyInfo.js";
import {motion} from "./motion.js";
import {motionEx} from "./motionEx.js";
import {participants} from "./participants.js";
import {session} from "./session.js";
import {sessionHistory} from "./sessionHistory.js";
import type {PacketTable} from "./table.js";
import {timeTrial} from "./timeTrial.js";
import {tyreSets} from "./tyreSets.js";

/** Every packet of the F1 games; the index is the packet id. */
export const PACKETS: readonly PacketTable[] = [
  motion,
  session,
  lapData,
  event,
  participants,
  carSetups,
  carTelemetry,
  carStatus,
  finalClassification,
  lobbyInfo,
  carDamage,
  sessionHistory,
  tyreSets,
  motionEx,
  timeTrial,
  lapPositions,
  carTelemetry2,
];
