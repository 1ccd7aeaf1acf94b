import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { waitFor } from "@mcp-team/testing";
import { startTeam } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "subscription-faults-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the server does with each stream of changes that it is asked for: see `fixtures/subscribing-server.js`. */
type Way = "keep" | "keep late" | "end" | "refuse" | "refuse late" | "tell";

/** A team with that server, and what the server has noted of its streams. */
async function startWith(...ways: readonly Way[]) {
  const program = join(import.meta.dirname, "fixtures", "subscribing-server.js");
  const log = join(folder, `${ways.join(", ")}.log`);
  const args = [program, JSON.stringify(ways), log];
  const test = await startTeam({
    it: { kind: "stdio", command: process.execPath, args, protocol: "modern" },
  });
  return { ...test, noted: () => readFileSync(log, "utf8").trim().split("\n") };
}

describe("a subscription whose stream the server ends", () => {
  it("is made again, also when the server refuses it for a while", async () => {
    await using test = await startWith("end", "refuse", "tell");
    const updated = new Promise((resolve) => test.team.on("resourceUpdated", resolve));
    await test.team.resources.subscribe("memo:a");
    expect(await updated).toEqual({ server: "it", uri: "memo:a" });
  });

  it("leaves no stream behind when it is ended while it is made again", async () => {
    await using test = await startWith("end", "keep late");
    const end = await test.team.resources.subscribe("memo:a");
    await waitFor(() => test.noted().includes("keep late"));
    await end();
    await waitFor(() => test.noted().length > 2);
    expect(test.noted()).toEqual(["end", "keep late", "closed the stream: keep late"]);
  });
});

it("bug: a subscription that was refused while an earlier one was looked after ended the program", async () => {
  await using test = await startWith("keep", "refuse late");
  const end = await test.team.resources.subscribe("memo:a");
  await end();
  await expect(test.team.resources.subscribe("memo:a")).rejects.toThrow("too many streams");
  // A rejection that nobody takes fails the test.
  await nextTurn();
});
