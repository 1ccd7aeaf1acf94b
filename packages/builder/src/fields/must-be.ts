import { kindOfValue, showValue } from "../problems/show-value.js";

/** What zod hands to the message of a field. */
interface FieldIssue {
  readonly input?: unknown;
}

/** The message of a field that holds the wrong thing. Shows the value. */
export function mustBe(expected: string): (issue: FieldIssue) => string {
  return ({ input }) =>
    input === undefined
      ? `is missing: it must be ${expected}`
      : `must be ${expected}, not ${showValue(input)}`;
}

/** The message of a field that may be secret and holds the wrong thing. Says only what kind of value it is. */
export function secretMustBe(expected: string): (issue: FieldIssue) => string {
  return ({ input }) => `must be ${expected}, not ${kindOfValue(input)}`;
}
