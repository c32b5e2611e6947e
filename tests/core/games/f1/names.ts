// Names of values that the product does not read, for comparison with the ground truth of captured packets.

/** Nationalities in the order of their ids, which begin at 1. */
const NATIONALITIES =
  `American, Argentinean, Australian, Austrian, Azerbaijani, Bahraini, Belgian, Bolivian, Brazilian, British,
Bulgarian, Cameroonian, Canadian, Chilean, Chinese, Colombian, Costa Rican, Croatian, Cypriot, Czech, Danish,
Dutch, Ecuadorian, English, Emirian, Estonian, Finnish, French, German, Ghanaian, Greek, Guatemalan, Honduran,
Hong Konger, Hungarian, Icelander, Indian, Indonesian, Irish, Israeli, Italian, Jamaican, Japanese, Jordanian,
Kuwaiti, Latvian, Lebanese, Lithuanian, Luxembourger, Malaysian, Maltese, Mexican, Monegasque, New Zealander,
Nicaraguan, Northern Irish, Norwegian, Omani, Pakistani, Panamanian, Paraguayan, Peruvian, Polish, Portuguese,
Qatari, Romanian, Russian, Salvadoran, Saudi, Scottish, Serbian, Singaporean, Slovakian, Slovenian,
South Korean, South African, Spanish, Swedish, Swiss, Thai, Turkish, Uruguayan, Ukrainian, Venezuelan,
Barbadian, Welsh, Vietnamese, Algerian, Bosnian, Filipino`.split(/,\s+/);

const RESULT_STATUS = [
  "invalid",
  "inactive",
  "active",
  "finished",
  "did not finish",
  "disqualified",
  "not classified",
  "retired",
];

const DRIVER_STATUS = ["in garage", "flying lap", "in lap", "out lap", "on track"];

/** "Dutch"; ids begin at 1. */
export function nationalityName(id: number): string {
  return NATIONALITIES[id - 1] ?? `nationality ${id}`;
}

/** How a car's race stands: "active", "retired". */
export function resultStatusName(id: number): string {
  return RESULT_STATUS[id] ?? `result status ${id}`;
}

/** "in garage", "flying lap". */
export function driverStatusName(id: number): string {
  return DRIVER_STATUS[id] ?? `driver status ${id}`;
}
