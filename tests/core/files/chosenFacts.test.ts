import {expect, it} from "vitest";
import {setChosenFacts} from "../../../src/core/files/chosenFacts.js";
import {csvReader} from "../../../src/core/files/csv/csvReader.js";
import {drive, table} from "./csv/tableText.js";

it("setChosenFacts(log, choices) names game, driver and car; nothing chosen changes nothing", () => {
  const {t, speed} = drive();
  const log = csvReader.read({name: "a.csv", bytes: table({time: t, speed}), companions: []});
  setChosenFacts(log, {driver: "Bo", car: "Kart", game: ""});
  setChosenFacts(log, undefined);
  expect([log.game, log.cars[0].driver, log.cars[0].team]).toEqual(["unknown", "Bo", "Kart"]);
});
