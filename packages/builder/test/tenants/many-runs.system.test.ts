import { manyRuns } from "./many-runs.js";

it("gives 1,000 runs of 20 tenants each their own identity, over no more connections than it may", async () => {
  expect(await manyRuns({ runs: 1_000, tenants: 20, maxConnections: 7 })).toEqual({
    runs: 1_000,
    mixedUp: [],
    openBefore: 0,
    mostOpen: 7,
    mostOfATenant: 1,
    openAfter: 0,
  });
}, 300_000);
