/** Car number in the data of the simulator, which marks a session as simulated: the games' numbers have four digits. */
export const SIMULATED_FORZA_CAR = 20_260_000;
