import { type ClientOptions, ProtocolError } from "@modelcontextprotocol/client";
import { connectLocal, type LineKind, until } from "./support.js";

const two = [{}, {}];

describe.each<LineKind>(["lines", "bare transports"])("over %s", (line) => {
  it("a cancelled call is cancelled on its own replica", async () => {
    await using test = await connectLocal(two, { line });
    await test.allReady();
    const others = [test.call("sleep", { ms: 300 }), test.call("sleep", { ms: 300 })];
    const stop = new AbortController();
    const call = test.call("hang", {}, { signal: stop.signal });
    await until(() => test.notes("hang").length === 1);
    stop.abort();
    await expect(call).rejects.toThrow();
    await until(() => test.notes("hang", "cancelled").length === 1);
    expect(test.notes("hang", "cancelled")[0]?.pid).toBe(test.notes("hang")[0]?.pid);
    expect(await Promise.all(others)).toEqual(["slept 300 ms", "slept 300 ms"]);
    expect(test.notes("sleep", "cancelled")).toEqual([]);
  });

  it("a call whose time is up is cancelled", async () => {
    await using test = await connectLocal(two, { line });
    await expect(test.call("hang", {}, { timeout: 100 })).rejects.toThrow("timed out");
    await until(() => test.notes("hang", "cancelled").length === 1);
  });

  it("progress comes to the call that it is about", async () => {
    await using test = await connectLocal([{}, {}, {}], { line });
    await test.allReady();
    const seen = Array.from({ length: 9 }, (): number[] => []);
    const calls = seen.map((list) =>
      test.call("sleep", { ms: 50 }, { onprogress: ({ progress }) => void list.push(progress) }),
    );
    await Promise.all(calls);
    expect(seen).toEqual(Array.from({ length: 9 }, () => [1]));
    expect(test.errors).toEqual([]);
  });

  it("progress of a call that has moved comes from where it is", async () => {
    await using test = await connectLocal(two, { line });
    await test.allReady();
    const seen: number[] = [];
    const call = test.call("sleep", { ms: 200 }, { onprogress: ({ progress }) => void seen.push(progress) });
    await until(() => seen.length === 1);
    process.kill(test.notes("sleep")[0]?.pid as number, "SIGKILL");
    expect(await call).toBe("slept 200 ms");
    expect(seen).toEqual([1, 1]);
  });
});

describe("what servers ask", () => {
  const client: ClientOptions = {
    capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} },
  };
  const question = (text: string) => ({
    method: "sampling/createMessage",
    params: { maxTokens: 10, messages: [{ role: "user", content: { type: "text", text } }] },
  });

  async function answering() {
    const test = await connectLocal([{}, {}, {}], { client });
    // The later a question comes, the sooner it is answered: the answers cross.
    let wait = 6;
    test.client.setRequestHandler("sampling/createMessage", async ({ params }) => {
      wait -= 1;
      await new Promise((resolve) => setTimeout(resolve, wait * 20));
      const [message] = params.messages;
      return {
        model: "test",
        role: "assistant",
        content: message?.content as { type: "text"; text: string },
      };
    });
    test.client.setRequestHandler("roots/list", () => ({ roots: [{ uri: "file:///data" }] }));
    await test.allReady();
    return test;
  }

  it("is answered to the replica that asked, though all count from 0", async () => {
    await using test = await answering();
    const texts = ["a", "b", "c", "d", "e", "f"];
    const answers = await Promise.all(texts.map((text) => test.call("ask", question(text))));
    expect(answers.map((answer) => JSON.parse(answer).content.text)).toEqual(texts);
    expect(new Set(test.notes("ask").map(({ pid }) => pid)).size).toBe(3);
  });

  it("can be anything that the client has said it can do", async () => {
    await using test = await answering();
    test.client.setRequestHandler("elicitation/create", () => ({ action: "accept", content: { ok: true } }));
    const requestedSchema = { type: "object", properties: { ok: { type: "boolean" } } };
    const elicited = await test.call("ask", {
      method: "elicitation/create",
      params: { message: "Go on?", requestedSchema },
    });
    expect(JSON.parse(elicited)).toEqual({ action: "accept", content: { ok: true } });
    expect(JSON.parse(await test.call("ask", { method: "roots/list" }))).toEqual({
      roots: [{ uri: "file:///data" }],
    });
  });

  it("is not answered to anybody when the replica that asked is gone", async () => {
    await using test = await connectLocal(two, { client });
    await test.allReady();
    let asked = 0;
    let answer = () => {};
    test.client.setRequestHandler("roots/list", async () => {
      asked += 1;
      if (asked === 1) await new Promise<void>((resolve) => (answer = resolve));
      return { roots: [{ uri: `file:///${asked}` }] };
    });
    const call = test.call("ask", { method: "roots/list" });
    await until(() => asked === 1);
    process.kill(test.notes("ask")[0]?.pid as number, "SIGKILL");
    // The call is safe to repeat: another replica asks again.
    expect(JSON.parse(await call)).toEqual({ roots: [{ uri: "file:///2" }] });
    answer();
    await test.allReady();
    expect(await test.call("pid")).toBeDefined();
    expect(test.errors.filter((error) => error instanceof ProtocolError)).toEqual([]);
  });

  it.each<LineKind>(["lines", "bare transports"])(
    "may be withdrawn, whatever the numbers of the client's calls are: over %s",
    async (line) => {
      await using test = await connectLocal(two, { line, client });
      let withdrawn = 0;
      test.client.setRequestHandler("roots/list", (_request, { mcpReq: { signal } }) => {
        return new Promise<{ roots: [] }>((resolve) => {
          const stop = () => {
            withdrawn += 1;
            resolve({ roots: [] });
          };
          if (signal.aborted) stop();
          else signal.addEventListener("abort", stop);
        });
      });
      expect(await test.call("ask_in_vain", { questions: 20 })).toBe("asked 20 times in vain");
      await until(() => withdrawn === 20);
      expect(test.errors).toEqual([]);
    },
  );

  it("and progress of the client goes back under the name that the replica gave it", async () => {
    await using test = await answering();
    test.client.setRequestHandler("roots/list", async (_request, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken as string;
      await mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress: 1 } });
      return { roots: [] };
    });
    const params = { _meta: { progressToken: 7 } };
    await Promise.all([0, 1, 2].map(() => test.call("ask", { method: "roots/list", params })));
    const progress = test.notes("", "notifications/progress");
    expect(progress.map(({ input }) => input)).toEqual(
      [0, 1, 2].map(() => ({ progressToken: 7, progress: 1 })),
    );
    expect(new Set(progress.map(({ pid }) => pid)).size).toBe(3);
  });
});

describe.each<LineKind>(["lines", "bare transports"])("what the client sets, over %s", (line) => {
  const inTurn = { line, strategy: "round-robin" } as const;

  it("is set on every replica, on those that come late, and on those that come back", async () => {
    await using test = await connectLocal([{}, {}, { startDelayMs: 300 }], inTurn);
    await until(() => test.replica(0).state === "ready" && test.replica(1).state === "ready");
    await test.client.setLoggingLevel("warning");
    await test.client.subscribeResource({ uri: "test://a" });
    await test.client.subscribeResource({ uri: "test://b" });
    await test.client.unsubscribeResource({ uri: "test://a" });
    await test.allReady();
    const told = async () => [await test.call("told"), await test.call("told"), await test.call("told")];
    const all = JSON.stringify({ level: "warning", subscriptions: ["test://b"] });
    expect(await told()).toEqual([all, all, all]);
    process.kill(test.pids()[0] as number, "SIGKILL");
    await until(() => test.replica(0).state === "reconnecting");
    await test.client.setLoggingLevel("error");
    await test.client.unsubscribeResource({ uri: "test://b" });
    await test.client.subscribeResource({ uri: "test://c" });
    await test.allReady();
    const later = JSON.stringify({ level: "error", subscriptions: ["test://c"] });
    expect(await told()).toEqual([later, later, later]);
  });

  it("is said to all that are ready when it is a notification", async () => {
    const client = { capabilities: { roots: { listChanged: true } } };
    await using test = await connectLocal(two, { ...inTurn, client });
    await test.allReady();
    await test.client.sendRootsListChanged();
    await until(() => test.notes("", "notifications/roots/list_changed").length === 2);
  });
});
