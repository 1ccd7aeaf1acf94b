import type { TenantsOptions } from "@mcp-team/agent";
import { z } from "zod";
import { duration } from "../fields/duration.js";
import { mustBe } from "../fields/must-be.js";
import type { PartProblem } from "../problems/problem.js";
import { problemsOf } from "../problems/problems-of.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

const count = z.custom<number>((value) => Number.isSafeInteger(value) && Number(value) > 0, {
  error: mustBe("a whole number of connections above 0, such as 100"),
});

const aFunction = (example: string) =>
  z.custom<() => string>((value) => typeof value === "function", {
    error: ({ input }) =>
      input === undefined
        ? `is missing: give a function such as ${example}`
        : `must be a function such as ${example}, not ${kindOfValue(input)}`,
  });

const shape = {
  principal: aFunction("({ user }) => user"),
  tenant: aFunction("({ tenant }) => tenant").optional(),
  maxConnections: count.optional(),
  maxConnectionsPerTenant: count.optional(),
  idleMs: duration.optional(),
  waitMs: duration.optional(),
  probe: z.unknown().optional(),
} satisfies Record<keyof TenantsOptions, z.ZodType>;

const options = z.strictObject(shape);

/** What is wrong with the argument of `withTenants`. */
export function tenantsProblems(value: unknown): string | PartProblem[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return `must be options such as { principal: ({ user }) => user }, not ${showValue(value)}`;
  const { error } = options.safeParse(value);
  return error ? problemsOf(error, { what: "withTenants()", known: Object.keys(shape) }) : [];
}
