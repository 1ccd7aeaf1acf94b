import type { Environment } from "./environment.js";
import { renew } from "./renew.js";
import type { MeasurementResult } from "./results.js";

const environment: Environment = {
  date: "2026-11-26 20:00",
  node: "v24.1.0",
  machine: "2 × Processor, 8 GB, Linux 6",
  quick: false,
  versions: { langchain: "1.5.14", "mcp-use": "1.0.0" },
};
const of = (rounds: number): MeasurementResult => ({ rounds, subjects: {} });
const before = { environment, measurements: { recovery: of(3), replicas: of(3) } };

describe("results that are renewed", () => {
  it("have what was measured again in the place that it had, and everything else as it was", () => {
    const later = { ...environment, date: "2026-11-27 08:00", versions: { langchain: "1.5.14" } };
    const renewed = renew(before, { environment: later, measurements: { recovery: of(9) } });
    expect(renewed).toEqual({
      environment,
      measurements: { recovery: { ...of(9), renewed: later.date }, replicas: of(3) },
    });
    expect(Object.keys(renewed.measurements)).toEqual(["recovery", "replicas"]);
  });

  it.each([
    [{ node: "v20.1.0" }, "made with Node.js v24.1.0, not v20.1.0"],
    [{ machine: "another" }, "made with 2 × Processor, 8 GB, Linux 6, not another"],
    [{ versions: { langchain: "2.0.0" } }, "made with langchain 1.5.14, not 2.0.0"],
  ])("stay as they are when %j differs", (other, message) => {
    const found = { environment: { ...environment, ...other }, measurements: {} };
    expect(() => renew(before, found)).toThrow(message);
  });

  it("need results", () => {
    expect(() => renew(undefined, before)).toThrow("There are no results to renew");
  });
});
