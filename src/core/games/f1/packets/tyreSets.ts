import {each, i16, packet, u8} from "./table.js";

/** The tyre sets of one car, 13 dry and 7 wet; the cars take turns, 20 packets a second. */
export const tyreSets = packet({id: 12, name: "tyreSets"}, [
  u8("carIdx"),
  each(20, [
    u8("actualTyreCompound"),
    u8("visualTyreCompound"),
    u8("wear"), // %
    u8("available"), // 0/1
    u8("recommendedSession"), // session-type id
    u8("lifeSpan"), // laps left
    u8("usableLife"), // laps recommended
    i16("lapDeltaTime"), // ms against the fitted set
    u8("fitted"), // 0/1
  ]),
  u8("fittedIdx"), // index of the fitted set
]);
