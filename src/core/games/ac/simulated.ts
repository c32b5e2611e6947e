/**
 * Car name in the data of the simulator, which marks a session as simulated: no game has a car of this name. ACC's messages have no car
 * name; there it is the name of the camera set.
 */
export const SIMULATED_CAR = "lapbook_simulated";
