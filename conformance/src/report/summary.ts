import { type Outcome, revisions } from "../scenario.js";

/** What passed, of what was run, in one line. */
export function summaryOf(outcomes: readonly Outcome[], seconds: number): string {
  const required = revisions.map((revision) => {
    const those = outcomes.filter(
      ({ scenario }) => scenario.side === "client" && scenario.required && scenario.revision === revision,
    );
    return `${passedOf(those)} client scenarios that ${revision} requires`;
  });
  const extra = outcomes.filter(({ scenario }) => !scenario.required);
  const server = outcomes.filter(({ scenario }) => scenario.side === "server");
  const parts = [...required, `${passedOf(extra)} that none does`, `${passedOf(server)} server scenarios`];
  return `Conformance: ${parts.join(", ")} passed in ${seconds.toFixed(0)} s`;
}

function passedOf(outcomes: readonly Outcome[]): string {
  return `${outcomes.filter(({ failures }) => failures.length === 0).length}/${outcomes.length}`;
}
