/** The revisions of MCP whose scenarios are run. */
export const revisions = ["2025-11-25", "2026-07-28"] as const;

export type Revision = (typeof revisions)[number];

/** One scenario, at one revision. */
export interface Scenario {
  readonly name: string;
  readonly revision: Revision;
  /** What is tested: the team that reaches a server, or the server that a team is. */
  readonly side: "client" | "server";
  /** Whether the revision requires it, or the suite runs it for those who want more. */
  readonly required: boolean;
}

/** What came of one. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly passed: number;
  readonly failed: number;
  /** The checks that failed, and how the suite ended when it did. */
  readonly failures: readonly string[];
}
