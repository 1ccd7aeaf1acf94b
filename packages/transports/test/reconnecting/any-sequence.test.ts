import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { JSONRPCRequest } from "@modelcontextprotocol/client";
import fc from "fast-check";
import { OutcomeUnknownError } from "../../src/errors/index.js";
import { reconnecting } from "../../src/reconnecting/reconnecting.js";
import { FakeServer } from "./fake-server.js";

type Command =
  | "safe"
  | "unsafe"
  | "answer"
  | "drop"
  | "fail-open"
  | "cancel"
  | "turn"
  | "answer-twice"
  | "wrong-id";

interface Outcome {
  readonly request: JSONRPCRequest;
  settled: number;
  error?: Error;
}

const policy = {
  timeoutMs: 1_000,
  maxAttempts: 3,
  initialDelayMs: 1,
  maxDelayMs: 2,
  maxSends: 3,
  name: "fake",
};

async function connected(server: FakeServer) {
  const line = reconnecting(server.open, policy);
  const answers: unknown[] = [];
  line.onmessage = (message) => {
    if (!("method" in message)) answers.push(message.id);
  };
  await line.start();
  const init = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "t", version: "1" } };
  await line.send({ jsonrpc: "2.0", id: 0, method: "initialize", params: init });
  line.setProtocolVersion?.("2025-11-25");
  await line.send({ jsonrpc: "2.0", method: "notifications/initialized" });
  answers.length = 0;
  return { line, answers };
}

describe("a line that reopens itself, whatever happens to it", () => {
  it("settles each request exactly once, sends an unsafe one at most once, and leaves no session", async () => {
    const command = fc.constantFrom<Command>(
      "safe",
      "safe",
      "unsafe",
      "unsafe",
      "answer",
      "drop",
      "fail-open",
      "cancel",
      "turn",
      "turn",
      "answer-twice",
      "wrong-id",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const server = new FakeServer();
        const { line, answers } = await connected(server);
        const outcomes: Outcome[] = [];
        const ask = (method: string) => {
          const request: JSONRPCRequest = {
            jsonrpc: "2.0",
            id: outcomes.length + 1,
            method,
            params: { name: "write" },
          };
          const outcome: Outcome = { request, settled: 0 };
          outcomes.push(outcome);
          line.send(request).then(
            () => {
              outcome.settled += 1;
            },
            (error: Error) => {
              outcome.settled += 1;
              outcome.error = error;
            },
          );
        };
        const perform: Record<Command, () => void | Promise<void>> = {
          safe: () => ask("resources/read"),
          unsafe: () => ask("tools/call"),
          answer: () => server.answerOldest(),
          drop: () => server.drop(),
          "fail-open": () => {
            server.failingOpens += 1;
          },
          cancel: () => {
            const requestId = outcomes.find(({ settled }) => settled === 0)?.request.id;
            if (requestId !== undefined)
              void line.send({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId } });
          },
          // Long enough for an attempt, which a timer begins: time is a part of the sequence.
          turn: () => delay(2),
          "answer-twice": () => server.say({ jsonrpc: "2.0", id: 1, result: {} }),
          "wrong-id": () => server.say({ jsonrpc: "2.0", id: "nobody", result: {} }),
        };
        for (const next of commands) await perform[next]();
        expect(["ready", "reconnecting", "failed"]).toContain(line.status?.state);
        await line.close();
        await nextTurn();
        for (const outcome of outcomes) {
          const { request, error } = outcome;
          const times = server.received.filter(({ id }) => id === request.id).length;
          expect(outcome.settled).toBe(1);
          expect(times).toBeLessThanOrEqual(request.method === "tools/call" ? 1 : policy.maxSends);
          if (OutcomeUnknownError.isInstance(error))
            expect([request.method, times]).toEqual(["tools/call", 1]);
          expect(answers.filter((id) => id === request.id).length).toBeLessThanOrEqual(1);
        }
        expect(answers).not.toContain("nobody");
        expect(server.isUp).toBe(false);
        expect(server.ended).toBe(server.opened);
        expect(line.status?.state).toBe("closed");
      }),
      { numRuns: 200 },
    );
  });

  it("settles everything while it is open, when the server comes back and answers", async () => {
    const event = fc.constantFrom<"safe" | "unsafe" | "drop" | "turn">("safe", "unsafe", "drop", "turn");
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 25 }), async (events) => {
        const server = new FakeServer();
        const { line } = await connected(server);
        const settled: Promise<unknown>[] = [];
        let id = 0;
        for (const next of events) {
          if (next === "drop") server.drop();
          else if (next === "turn") await nextTurn();
          else {
            id += 1;
            const method = next === "safe" ? "resources/read" : "tools/call";
            settled.push(
              line
                .send({ jsonrpc: "2.0", id, method, params: { name: "write" } })
                .catch((error: Error) => error),
            );
          }
        }
        let open = true;
        void Promise.all(settled).then(() => {
          open = false;
        });
        for (let turns = 0; open && turns < 5_000; turns += 1) {
          server.answerOldest();
          await nextTurn();
        }
        expect(open).toBe(false);
        await line.close();
      }),
      { numRuns: 150 },
    );
  });
});
