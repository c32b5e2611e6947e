/**
 * What our simulator puts where a game names its car: no game has such a folder, so whoever reads the bytes knows that nobody
 * drove. The messages of Competizione have no such name; there it stands for the set of cameras.
 */
export const SIMULATED_CAR = "lapbook_simulated";
