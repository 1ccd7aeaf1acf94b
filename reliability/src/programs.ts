import { closes } from "./closes/closes.js";
import { cuts } from "./cuts/cuts.js";
import { kills } from "./kills/kills.js";
import type { Program } from "./program.js";
import { soak } from "./soak/soak.js";

/** What can be run, by name, in the order in which all of it runs. */
export const programs: Readonly<Record<string, Program>> = { kills, cuts, closes, soak };
