import { descendantsOf, isAlive, waitFor } from "@mcp-team/testing";
import { get, invoke, type ReadyBody } from "./support/http.js";
import { patience, startProgram } from "./support/program.js";

const ended = { code: 0, signal: null };

/** A start takes seconds on a busy machine. */
const longTest = (title: string, run: () => Promise<void>) => it(title, run, 20_000);

describe("the program", () => {
  longTest("finishes what runs on SIGTERM, refuses the rest, and leaves no process", async () => {
    await using program = await startProgram({ servers: { reference: {}, other: { tools: ["add"] } } });
    const url = await program.listening();
    const running = invoke(url, { input: 'call sleep {"ms":800}' });
    await program.called("start");
    const family = await descendantsOf(program.pid);

    program.kill("SIGTERM");
    await waitFor(() => program.stdout().includes("draining"), patience);
    const refused = await invoke(url, { input: "hello" });

    expect(family).toHaveLength(2);
    expect(refused.status).toBe(503);
    const answer = await running;
    expect(answer.status).toBe(200);
    expect(answer.body.answer).toBe("The tool said: slept 800 ms");
    expect(await program.exit()).toEqual(ended);
    expect(family.filter(isAlive)).toEqual([]);
    expect(program.stderr()).toBe("");
  });

  longTest("ends at once on a second signal, and leaves no process", async () => {
    await using program = await startProgram();
    const url = await program.listening();
    const running = expect(invoke(url, { input: 'call sleep {"ms":20000}' })).rejects.toThrow();
    await program.called("start");
    const family = await descendantsOf(program.pid);

    program.kill("SIGINT");
    await waitFor(() => program.stdout().includes("draining"), patience);
    program.kill("SIGINT");

    expect(await program.exit()).toEqual({ code: 1, signal: null });
    await running;
    expect(family).toHaveLength(1);
    await waitFor(() => !family.some(isAlive), patience);
  });

  longTest("can be stopped while its servers start", async () => {
    await using program = await startProgram({ servers: { slow: { startupDelayMs: 8_000 } } });
    const family = await waitFor(async () => {
      const found = await descendantsOf(program.pid);
      return found.length > 0 && found;
    }, patience);

    program.kill("SIGTERM");

    expect(await program.exit()).toEqual(ended);
    expect(family.filter(isAlive)).toEqual([]);
    expect(program.stderr()).toBe("");
  });

  longTest(
    "goes on without an optional server, logs requests by their ids and no secret, and ends on SIGINT",
    async () => {
      const servers = { reference: {}, dead: { crashOnStart: "no licence" } };
      await using program = await startProgram({ servers, env: { OPTIONAL_SERVERS: " dead, " } });
      const url = await program.listening();

      const ready = await get<ReadyBody>(`${url}/ready`);
      await invoke(url, { input: "throw" }, { headers: { "x-request-id": "order-4711" } });
      program.kill("SIGINT");

      expect(ready.status).toBe(200);
      // It is tried again in the background, so it may be connecting at this very moment.
      const state = expect.stringMatching(/^(failed|connecting)$/);
      expect(ready.body.servers[1]).toMatchObject({ name: "dead", required: false, state });
      expect(await program.exit()).toEqual(ended);
      const lines = program
        .stdout()
        .split("\n")
        .filter((line) => line.includes('"reqId":"order-4711"'))
        .map((line) => JSON.parse(line));
      expect(lines).toMatchObject([
        { msg: "incoming request" },
        {
          msg: expect.stringContaining("The run failed"),
          err: { message: expect.stringContaining("the provider refused the key ***") },
        },
        { msg: "request completed", res: { statusCode: 502 } },
      ]);
      expect(program.stdout()).not.toContain("sk-very-secret");
    },
  );

  longTest("asks who calls, and does not start open to others", async () => {
    const key = testSecret("program-key-of-ann");
    await using program = await startProgram({ env: { API_KEYS: `ann=${key}` } });
    await using open = await startProgram({ env: { HOST: "0.0.0.0" } });
    const url = await program.listening();
    const headers = { authorization: `Bearer ${key}` };

    expect((await invoke(url, { input: "hello" })).status).toBe(401);
    expect((await invoke(url, { input: "hello" }, { headers })).status).toBe(200);
    await waitFor(() => program.stdout().includes('"who":"key:ann"'), patience);
    expect(program.stdout()).not.toContain(key);
    expect(await open.exit()).toEqual({ code: 1, signal: null });
    expect(open.stderr()).toMatch(/HOST: is "0\.0\.0\.0".*nothing checks who they are: set API_KEYS/);
  });

  longTest("does not start without a required server, and says why", async () => {
    const servers = { reference: {}, dead: { crashOnStart: "no licence" } };
    await using program = await startProgram({ servers });

    expect(await program.exit()).toEqual({ code: 1, signal: null });
    expect(program.stderr()).toMatch(/Server "dead" did not start.*no licence/s);
    expect(program.stderr()).not.toMatch(/^\s+at /m);
  });

  longTest("does not start with wrong settings, and names all of them", async () => {
    await using program = await startProgram({ env: { PORT: "abc", OPENAI_API_KEY: undefined } });

    expect(await program.exit()).toEqual({ code: 1, signal: null });
    expect(program.stderr()).toMatch(/PORT: .*"abc"\n.*OPENAI_API_KEY: is missing/);
    expect(program.stderr()).not.toMatch(/^\s+at /m);
  });
});
