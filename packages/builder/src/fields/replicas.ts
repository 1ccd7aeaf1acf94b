import { z } from "zod";
import { mustBe } from "./must-be.js";

/** More processes of one server than this were surely not meant. */
const mostInstances = 256;

/** How many processes of a server run side by side. */
export const instances = z.custom<number>(
  (value) => Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= mostInstances,
  { error: mustBe(`a whole number of processes from 1 to ${mostInstances}, such as 4`) },
);

/** Which replica a call goes to. */
export const strategy = z.enum(["round-robin", "least-busy", "first-available"], {
  error: mustBe('"round-robin", "least-busy" or "first-available"'),
});

/** Whether all calls go to one replica. */
export const sticky = z.boolean({ error: mustBe("true or false") });
