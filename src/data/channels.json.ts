import {CHANNELS} from "../core/channels/catalogue.js";

// The channel catalogue, as the documentation of the samples' columns.
process.stdout.write(
  JSON.stringify(CHANNELS.map(({name, label, unit, kind, range, part}) => ({name, label, unit, kind, range, part}))),
);
