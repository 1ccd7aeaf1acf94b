import { once } from "node:events";
import { connect } from "node:net";
import { allEventsOf, get, invoke, post, type ReadyBody } from "./support/http.js";
import { runningService } from "./support/running-service.js";

const sleepFor = (ms: number) => ({ input: `call sleep {"ms":${ms}}` });

describe("a service that drains", () => {
  it("lets a running request finish, and refuses new ones with 503 until it has", async () => {
    await using service = await runningService();
    const running = invoke(service.url, sleepFor(800));
    await service.called("start");

    const drained = service.drain();
    const refused = await invoke(service.url, { input: "hello" });
    const [ready, health] = [
      await get<ReadyBody>(`${service.url}/ready`),
      await get(`${service.url}/health`),
    ];

    expect(refused.status).toBe(503);
    expect(refused.body.error.code).toBe("DRAINING");
    expect(refused.headers.get("connection")).toBe("close");
    expect(refused.headers.get("retry-after")).toBe("2");
    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({ ready: false, draining: true, servers: [{ state: "ready" }] });
    expect(health.status).toBe(200);
    const answer = await running;
    expect(answer.status).toBe(200);
    expect(answer.body.answer).toBe("The tool said: slept 800 ms");
    expect(answer.headers.get("connection")).toBe("close");
    await drained;
    await expect(invoke(service.url, { input: "hello" })).rejects.toThrow("fetch failed");
  });

  it("lets a stream run to its end", async () => {
    await using service = await runningService();
    const response = await post(`${service.url}/stream`, sleepFor(400));
    await service.called("start");

    const [events] = await Promise.all([allEventsOf(response), service.drain()]);

    expect(events.at(-1)).toMatchObject({ event: "done", data: { answer: "The tool said: slept 400 ms" } });
  });

  it("stops what still runs when its time is over", async () => {
    await using service = await runningService({ drainTimeoutMs: 200 });
    const running = invoke(service.url, sleepFor(20_000));
    const response = await post(`${service.url}/stream`, sleepFor(20_000));
    const streaming = allEventsOf(response);
    await service.called("start");

    await service.drain();

    const { status, body } = await running;
    expect(status).toBe(503);
    expect(body.error.code).toBe("RUN_STOPPED");
    expect((await streaming).at(-1)).toMatchObject({
      event: "error",
      data: { error: { code: "RUN_STOPPED" } },
    });
    await service.called("cancelled");
  });

  it("ends at once when nothing runs, also with connections that are kept alive", async () => {
    await using service = await runningService();
    await invoke(service.url, { input: "hello" });
    const before = Date.now();

    await service.drain();

    expect(Date.now() - before).toBeLessThan(500);
  });

  it("does not wait for ever for a client that never sends the rest of its request", async () => {
    await using service = await runningService({ drainTimeoutMs: 100 });
    const client = connect(Number(new URL(service.url).port), "127.0.0.1");
    await once(client, "connect");
    client.on("error", () => {}).resume();
    const received = new Promise((resolve) => service.app.server.once("request", resolve));
    client.write(
      "POST /invoke HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{",
    );
    await received;

    await Promise.all([service.drain(), once(client, "close")]);
  });

  it("can be told to drain twice", async () => {
    await using service = await runningService();

    await Promise.all([service.drain(), service.drain()]);
    await service.drain();
  });
});
