import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { libraries, libraryNamed } from "../libraries.js";
import type { Measurement } from "../measurement.js";
import { findValue, type Results } from "../results/results.js";

interface Bar {
  readonly what: string;
  readonly library: string;
  /** What the library takes as a multiple of the base. */
  readonly takes: number;
}

/** What each library takes for each measurement as a multiple of the base: a column for each library, bars from 1 on. */
export function toChart(measurements: Readonly<Record<string, Measurement>>, results: Results): string {
  const bars = Object.entries(measurements).flatMap(([name, measurement]) =>
    barsOf(name, measurement, results),
  );
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const columns = [...new Set(bars.map(({ library }) => library))];
  const chart = Plot.plot({
    // A document in the sense of a browser, which the types of this package know nothing of.
    document: document as never,
    width: 230 + 130 * columns.length,
    height: 60 + 20 * new Set(bars.map(({ what }) => what)).size,
    marginLeft: 190,
    style: { background: "white", fontSize: "11px" },
    fx: { label: null, domain: columns },
    x: { type: "log", grid: true, ticks: [0.1, 0.3, 1, 3], tickFormat: "~g", label: null },
    y: { label: null, domain: [...new Set(bars.map(({ what }) => what))] },
    marks: [
      Plot.barX(bars, {
        fx: "library",
        y: "what",
        x1: 1,
        x2: "takes",
        fill: (bar: Bar) => (bar.takes <= 1 ? "#2a9d8f" : "#e07a5f"),
        fillOpacity: (bar: Bar) => (bar.library === libraries["mcp-team"].title ? 1 : 0.55),
      }),
      Plot.ruleX([1]),
    ],
  });
  const svg = chart.outerHTML;
  return `${svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')}\n`;
}

/** A rate is turned over, so that less is better everywhere. */
function barsOf(name: string, measurement: Measurement, results: Results): Bar[] {
  const [key, metric] = Object.entries(measurement.metrics)[0] ?? [];
  if (key === undefined || metric === undefined || metric.unit === "×") return [];
  const result = results.measurements[name];
  return Object.keys(measurement.subjects).flatMap((subject) => {
    if (!(subject in libraries) || measurement.base !== "sdk-1" || subject === "sdk-1") return [];
    const ratio = findValue(result, subject, key)?.ratio;
    if (ratio === undefined) return [];
    const takes = metric.better === "lower" ? ratio : 1 / ratio;
    return [{ what: name, library: libraryNamed(subject).title, takes }];
  });
}
