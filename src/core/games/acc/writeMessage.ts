import {type AccRequest, MESSAGE_ID, REQUEST_ID} from "./messages.js";
import type {AccLap, AccMessage, CarUpdate, EntryCar, Realtime, TrackData} from "./readMessage.js";
import {WireWriter} from "./wire.js";

export function writeRequest(request: AccRequest): Uint8Array {
  const wire = new WireWriter().u8(REQUEST_ID[request.type]);
  switch (request.type) {
    case "register": {
      const {version, displayName, password, intervalMs, commandPassword} = request;
      return wire.u8(version).str(displayName).str(password).i32(intervalMs).str(commandPassword).written();
    }
    case "unregister":
      return request.connectionId === undefined ? wire.written() : wire.i32(request.connectionId).written();
    default:
      return wire.i32(request.connectionId).written();
  }
}

export function writeMessage(message: AccMessage): Uint8Array {
  const wire = new WireWriter().u8(MESSAGE_ID[message.type]);
  switch (message.type) {
    case "registration":
      wire.i32(message.connectionId).u8(+message.success).u8(+!message.readOnly).str(message.error);
      break;
    case "realtime":
      writeRealtime(wire, message);
      break;
    case "car":
      writeCar(wire, message);
      break;
    case "entryList":
      wire.i32(message.connectionId).u16(message.carIndices.length);
      for (const index of message.carIndices) wire.u16(index);
      break;
    case "trackData":
      writeTrackData(wire, message);
      break;
    case "entryCar":
      writeEntryCar(wire, message);
      break;
    case "event":
      wire.u8(message.event).str(message.text).i32(message.timeMs).i32(message.carIndex);
  }
  return wire.written();
}

function writeRealtime(wire: WireWriter, m: Realtime): void {
  wire.u16(m.eventIndex).u16(m.sessionIndex).u8(m.sessionType).u8(m.phase);
  wire.f32(m.sessionTimeMs).f32(m.sessionEndTimeMs).i32(m.focusedCarIndex);
  wire.str(m.cameraSet).str(m.camera).str(m.hudPage).u8(+Boolean(m.replay));
  if (m.replay) wire.f32(m.replay.sessionTimeMs).f32(m.replay.remainingMs);
  wire.f32(m.timeOfDayMs).u8(m.ambientTempC).u8(m.trackTempC);
  for (const share of [m.clouds, m.rain, m.wetness]) if (!Number.isNaN(share)) wire.u8(Math.round(10 * share));
  writeLap(wire, m.bestSessionLap);
}

function writeCar(wire: WireWriter, m: CarUpdate): void {
  wire.u16(m.carIndex).u16(m.driverIndex).u8(m.driverCount);
  wire.u8(m.gear + 2);
  wire.f32(m.worldX).f32(m.worldY).f32(m.yaw).u8(m.location).u16(m.speedKmh);
  wire.u16(m.position).u16(m.cupPosition).u16(m.trackPosition).f32(m.spline).u16(m.laps).i32(m.deltaMs);
  for (const lap of [m.bestSessionLap, m.lastLap, m.currentLap]) writeLap(wire, lap);
}

function writeLap(wire: WireWriter, lap: AccLap): void {
  wire.i32(lap.lapTimeMs).u16(lap.carIndex).u16(lap.driverIndex).u8(lap.splitsMs.length);
  for (const split of lap.splitsMs) wire.i32(split);
  wire.u8(+lap.isInvalid).u8(+lap.isValidForBest).u8(+lap.isOutLap).u8(+lap.isInLap);
}

function writeTrackData(wire: WireWriter, m: TrackData): void {
  wire.i32(m.connectionId).str(m.name).i32(m.id).i32(m.meters).u8(m.cameraSets.length);
  for (const {name, cameras} of m.cameraSets) {
    wire.str(name).u8(cameras.length);
    for (const camera of cameras) wire.str(camera);
  }
  wire.u8(m.hudPages.length);
  for (const page of m.hudPages) wire.str(page);
}

function writeEntryCar(wire: WireWriter, m: EntryCar): void {
  wire.u16(m.carIndex).u8(m.model).str(m.teamName).i32(m.raceNumber).u8(m.cupCategory);
  wire.u8(m.currentDriverIndex).u16(m.nationality).u8(m.drivers.length);
  for (const {firstName, lastName, shortName, category, nationality} of m.drivers) {
    wire.str(firstName).str(lastName).str(shortName).u8(category);
    if (nationality !== undefined) wire.u16(nationality);
  }
}
