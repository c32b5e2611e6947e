import {createColumns, decoderOf, type PacketColumns} from "../../../src/core/games/f1/decode.js";
import {type F1Event, readEvent} from "../../../src/core/games/f1/events.js";
import {createHeader, type Header, readHeader} from "../../../src/core/games/f1/header.js";
import {layoutOf} from "../../../src/core/games/f1/layout.js";
import {F1Sender} from "../../../src/core/sim/f1Sender.js";
import {Simulation, type SimulationOptions} from "../../../src/core/sim/simulation.js";

/** The datagrams of a whole simulated session, decoded frame by frame. */
export interface Heard {
  sender: F1Sender;
  events: (F1Event & {time: number; frame: number})[];
  byId: number[];
  /** the requested columns of car 0 by name, one value per frame */
  frames: Record<string, number[]>;
  time: number[];
  /** the last session history packet */
  history: PacketColumns;
  session: PacketColumns;
  participants: PacketColumns;
}

const OF_FRAME: [id: number, fields: string[]][] = [
  [0, ["worldPositionX", "worldPositionY", "worldPositionZ", "worldVelocityX", "worldVelocityZ", "yaw"]],
  [
    0,
    ["worldForwardDirX", "worldForwardDirY", "worldForwardDirZ", "worldRightDirX", "worldRightDirY", "worldRightDirZ"],
  ],
  [0, ["gForceLateral", "gForceLongitudinal"]],
  [2, ["lapDistance", "totalDistance", "currentLapNum", "currentLapTimeInMS", "lastLapTimeInMS", "sector"]],
  [2, ["sector1TimeMSPart", "sector2TimeMSPart", "currentLapInvalid"]],
  [6, ["speed", "throttle", "brake", "steer", "gear", "engineRPM"]],
  [7, ["fuelInTank", "enginePowerICE", "enginePowerMGUK", "ersStoreEnergy", "ersDeployedThisLap"]],
];

/** Simulates a session and decodes its datagrams. */
export function listen(options: SimulationOptions): Heard {
  const sender = new F1Sender(new Simulation(options), {start: 1_772_373_600});
  const {batch} = sender;
  const ids = [0, 1, 2, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15];
  const columns: PacketColumns[] = [];
  for (const id of ids) columns[id] = createColumns(layoutOf(2025, id)!);
  const header: Header = createHeader();
  const frames: Record<string, number[]> = {};
  for (const [, fields] of OF_FRAME) for (const field of fields) frames[field] = [];
  for (let w = 0; w < 4; w++) for (const part of ["Lat", "Long", "Slip", "Ratio"]) frames[part + w] = [];
  const heard: Heard = {
    ...{sender, events: [], byId: Array(17).fill(0), frames, time: []},
    ...{history: columns[11], session: columns[1], participants: columns[4]},
  };
  while (sender.fill()) {
    for (let i = 0; i < batch.count; i++) {
      const offset = batch.offset[i];
      readHeader(batch.view, offset, header);
      const {packetId: id, sessionTime: time, frame} = header;
      heard.byId[id]++;
      if (id === 3) {
        heard.events.push({...readEvent(batch.view, offset, 2025), time, frame});
        continue;
      }
      decoderOf(2025, id)(batch.view, offset, columns[id]);
      if (id !== 13) continue;
      // motion ex is the last menu-rate packet of a frame
      heard.time.push(time);
      for (const [from, fields] of OF_FRAME) for (const field of fields) frames[field].push(columns[from][field][0]);
      for (let w = 0; w < 4; w++) {
        frames[`Lat${w}`].push(columns[13].wheelLatForce[w]);
        frames[`Long${w}`].push(columns[13].wheelLongForce[w]);
        frames[`Slip${w}`].push(columns[13].wheelSlipAngle[w]);
        frames[`Ratio${w}`].push(columns[13].wheelSlipRatio[w]);
      }
    }
  }
  return heard;
}
