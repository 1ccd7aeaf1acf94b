import { z } from "zod";
import { secretMustBe } from "./must-be.js";
import { secretText } from "./secret-text.js";
import { withoutNul } from "./text.js";

/** What an environment cannot hold in a name is the sign that ends it. */
const variableName = /^[^=\0]+$/;

const variable = secretText.check(withoutNul);

/** Environment variables of a process. Their values are secret. */
export const environment = z
  .record(z.string(), variable, { error: secretMustBe('an object such as { WORKSPACE: "/data" }') })
  .check((context) => {
    for (const key of Object.keys(context.value).filter((key) => !variableName.test(key))) {
      context.issues.push({
        code: "custom",
        input: key,
        path: [key],
        message: 'is not the name of a variable: it must not be empty or hold "="',
      });
    }
  });
