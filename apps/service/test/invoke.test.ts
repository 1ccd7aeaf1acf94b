import { get, invoke } from "./support/http.js";
import { type RunningService, runningService } from "./support/running-service.js";

let service: RunningService;

beforeAll(async () => {
  service = await runningService();
});

afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

describe("POST /invoke", () => {
  it("runs the team and answers with the conversation", async () => {
    const { status, body } = await invoke(service.url, { input: 'call add {"a":1,"b":2}' });

    expect(status).toBe(200);
    expect(body).toEqual({
      answer: "The tool said: 3",
      requestId: expect.any(String),
      messages: [
        { role: "user", content: 'call add {"a":1,"b":2}' },
        {
          role: "assistant",
          content: "",
          toolCalls: [{ id: expect.any(String), tool: "add", arguments: { a: 1, b: 2 } }],
        },
        { role: "tool", tool: "add", content: "3", toolCallId: expect.any(String), status: "success" },
        { role: "assistant", content: "The tool said: 3" },
      ],
    });
  });

  it("takes a conversation, and gives all of it to the model", async () => {
    const messages = [
      { role: "system", content: "Be brief." },
      { role: "user", content: "My name is Ada." },
      { role: "assistant", content: "Hello Ada." },
      { role: "user", content: "What is my name?" },
    ];

    const { status, body } = await invoke(service.url, { messages });

    expect(status).toBe(200);
    expect(body.messages).toEqual([
      ...messages,
      { role: "assistant", content: "You said: What is my name?" },
    ]);
    expect(service.model.requests.at(-1)?.messages).toEqual(messages);
  });

  it("answers when a tool fails: the model is told", async () => {
    const { status, body } = await invoke(service.url, { input: 'call fail {"message":"the disk is full"}' });

    expect(status).toBe(200);
    expect(body.messages[2]).toMatchObject({ role: "tool", status: "error" });
    expect(body.answer).toContain("the disk is full");
  });

  it("serves two requests side by side", async () => {
    const meeting = { input: 'call sleep {"ms":400}' };
    const before = Date.now();

    const answers = await Promise.all([invoke(service.url, meeting), invoke(service.url, meeting)]);

    expect(answers.map(({ body }) => body.answer)).toEqual(Array(2).fill("The tool said: slept 400 ms"));
    const sleeps = service.calls().filter(({ tool, at }) => tool === "sleep" && at >= before);
    // Both had started before either of them ended.
    expect(sleeps.map(({ event }) => event)).toEqual(["start", "start", "end", "end"]);
  });

  it("takes the request id of the client, and gives it back", async () => {
    const headers = { "x-request-id": "order-4711" };

    const answer = await invoke(service.url, { input: "hello" }, { headers });

    expect(answer.headers.get("x-request-id")).toBe("order-4711");
    expect(answer.body.requestId).toBe("order-4711");
  });
});

describe("a request that cannot be served", () => {
  it.each([
    ["a body that is not JSON", "{ input: 1", "body", "is not JSON"],
    ["a body that is empty", "", "body", "is empty"],
    ["a body that is no object", "[]", "body", 'must be an object such as { "input": "…" }, not []'],
    ["an unknown role", { messages: [{ role: "robot", content: "x" }] }, "messages[0].role", 'not "robot"'],
    ["a key that is misspelt", { inputs: "x" }, "inputs", "is not known here"],
  ])("is answered with 400 and the path of the problem: %s", async (_case, sent, path, message) => {
    const { status, body } = await invoke(service.url, sent);

    expect(status).toBe(400);
    expect(body.error.code).toBe("INVALID_REQUEST");
    expect(body.error.problems).toContainEqual({ path, message: expect.stringContaining(message) });
    expect(body.error.message).toContain(path);
  });

  it("is answered with 415 when it is not JSON by its type", async () => {
    const { status, body } = await invoke(service.url, "a=1", { headers: { "content-type": "text/csv" } });

    expect(status).toBe(415);
    expect(body.error.code).toBe("UNSUPPORTED_MEDIA_TYPE");
  });

  it.each(["/invoke", "/nothing?token=abc"])("is answered with 404 as JSON: GET %s", async (path) => {
    const { status, body } = await get(`${service.url}${path}`);

    expect(status).toBe(404);
    expect(body.error.message).toContain(`There is no GET ${path.split("?")[0]}.`);
    expect(JSON.stringify(body)).not.toContain("abc");
  });

  it("is answered with 400 as JSON when its path cannot be read", async () => {
    const { status, body } = await get(`${service.url}/%zz`);

    expect(status).toBe(400);
    expect(body.error.code).toBe("BAD_REQUEST");
  });

  it("is answered with 502, and nothing of the reason, when the model fails", async () => {
    const { status, body } = await invoke(service.url, { input: "throw" });

    expect(status).toBe(502);
    expect(body).toEqual({
      error: { code: "RUN_FAILED", message: expect.stringContaining("The run failed") },
      requestId: expect.any(String),
    });
    expect(JSON.stringify(body)).not.toMatch(/sk-very-secret|\bat .*\.js/);
  });
});
