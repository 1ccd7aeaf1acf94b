import type { Connection } from "../connection/connection.js";
import { findOwners } from "./find-owners.js";

const uri = "file:///quarterly-report-about-everything-that-matters-to-us.txt";

/** Matching it takes time out of all proportion: each part may end anywhere. */
const endless = `${Array.from({ length: 9 }, (_, index) => `{+part${index}}`).join("")}!`;

/** The servers that name the address, of those with these templates. */
async function ownersWith(templates: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  const connections = Object.keys(templates).map(
    (name) => ({ name, links: new Set() }) as unknown as Connection,
  );
  const owners = await findOwners(connections, uri, {
    list: async () => [],
    templates: async () =>
      Object.entries(templates).flatMap(([server, of]) =>
        of.map((uriTemplate) => ({ server, name: "any", uriTemplate })),
      ),
  });
  return owners.map(({ name }) => name);
}

describe("the servers that have a template for an address", () => {
  it("are found, and no others", async () => {
    const templates = {
      none: [],
      other: ["memo:{name}"],
      files: ["dir:{path}", "file:///{path}"],
      broken: ["{"],
    };
    expect(await ownersWith(templates)).toEqual(["files"]);
  });

  it("are found beside one whose templates take for ever to be matched", async () => {
    const start = process.cpuUsage();
    const templates = { hostile: Array.from({ length: 50 }, () => endless), files: ["file:///{path}"] };
    expect(await ownersWith(templates)).toEqual(["files"]);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(1_000);
  });
});
