import { readFileSync } from "node:fs";
import { join } from "node:path";
import { derived } from "./derived.js";
import { written } from "./written.js";

/** What `scripts/collect-schemas.js` writes. */
interface PublishedServer {
  readonly package: string;
  readonly version: string;
  readonly tools: readonly { readonly name: string; readonly inputSchema: object }[];
}

/** The servers whose schemas were collected from the npm registry. */
export const publishedServers: readonly PublishedServer[] = JSON.parse(
  readFileSync(join(import.meta.dirname, "published.json"), "utf8"),
);

/** The input schemas of the published servers, by package and tool. */
export const published: Readonly<Record<string, object>> = Object.fromEntries(
  publishedServers.flatMap((server) =>
    server.tools.map(({ name, inputSchema }) => [`${server.package} ${name}`, inputSchema]),
  ),
);

/** All schemas that the tests know: published, written by hand, and derived. */
export const corpus: readonly [name: string, schema: object][] = Object.entries({
  ...published,
  ...written,
  ...derived,
});
