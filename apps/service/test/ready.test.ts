import type { MCPTeamBuilder } from "@mcp-team/builder";
import { get, invoke, type ReadyBody } from "./support/http.js";
import { runningService } from "./support/running-service.js";

const dead = { crashOnStart: "no licence" };
/** It is tried again in the background, so it may be connecting at the very moment of the question. */
const deadState = expect.stringMatching(/^(failed|connecting)$/);

describe("GET /ready", () => {
  it("is 200 when every server is ready", async () => {
    await using service = await runningService();

    const { status, body } = await get<ReadyBody>(`${service.url}/ready`);

    expect(status).toBe(200);
    expect(body).toEqual({
      ready: true,
      draining: false,
      servers: [
        { name: "reference", required: true, transport: "stdio", state: "ready", tools: expect.any(Number) },
      ],
    });
  });

  it("is 503 with the state of each server when a required one is dead", async () => {
    await using service = await runningService({}, { servers: { dead } });

    const { status, body } = await get<ReadyBody>(`${service.url}/ready`);

    expect(status).toBe(503);
    expect(body.ready).toBe(false);
    expect(body.servers).toMatchObject([
      { name: "reference", state: "ready" },
      { name: "dead", required: true, state: deadState },
    ]);
    expect(JSON.stringify(body)).not.toContain("no licence");
  });

  it("is 200 when only an optional server is dead, and the team works", async () => {
    await using service = await runningService({ optionalServers: ["dead"] }, { servers: { dead } });

    const { status, body } = await get<ReadyBody>(`${service.url}/ready`);

    expect(status).toBe(200);
    expect(body.servers[1]).toMatchObject({ name: "dead", required: false, state: deadState });
    const { body: answered } = await invoke(service.url, { input: 'call echo {"text":"hi"}' });
    expect(answered.answer).toBe("The tool said: hi");
  });

  it("is 503 when a required server was lost, while /health is 200", async () => {
    // A line that reopens itself may have done so before anybody asks.
    const setUp = (builder: MCPTeamBuilder) => builder.withDefaults({ reconnect: false });
    await using service = await runningService({}, { setUp });
    await invoke(service.url, { input: "call crash {}" });

    expect((await get<ReadyBody>(`${service.url}/ready`)).status).toBe(503);
    expect((await get(`${service.url}/health`)).status).toBe(200);
  });
});
