import {dayText} from "../../core/report/dayText.js";
import type {PictureCaption} from "../ui/pictureCaption.js";
import type {TraceLap} from "./traceLap.js";

/** The caption of a picture of laps: their names as they are drawn, circuit and day. */
export function lapsCaption(laps: readonly TraceLap[], isColored = true): PictureCaption {
  const sources = laps.map(({session}) => [session.track.name, dayText(session.startedAt)].filter(Boolean).join(", "));
  return {
    lines: isColored ? laps.map(({label, color, dash}) => ({label, color, dash})) : [],
    source: [...new Set([...(isColored ? [] : laps.map(({label}) => label)), ...sources])].join(" · "),
  };
}
