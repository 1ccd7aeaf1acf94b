import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fileTokenStore } from "../../src/auth/store/file-token-store.js";
import { type TokenStore, tokenKey } from "../../src/auth/store/token-store.js";
import { openTransport } from "../../src/open.js";
import { failure } from "../remote/support/observe.js";
import { authorizationServer } from "./support/authorization-server.js";
import { connect, person } from "./support/client.js";
import { protectedServer } from "./support/protected-server.js";

describe("a file of tokens", () => {
  it("is shared by processes that do not take each other's refresh tokens away", async () => {
    await using folder = await temporaryFolder();
    await using authorization = await authorizationServer();
    await using server = await protectedServer("http", authorization);
    const file = join(folder.path, "kept", "tokens.json");
    {
      await using client = await connect("http", {
        url: server.url,
        auth: person({ store: fileTokenStore(file) }).auth,
      });
      expect(await client.echoAll(1)).toBe(true);
    }
    const programs = [1, 2].map(() => spawn(process.execPath, [program, server.url, file]));
    const lines = programs.map(linesOf);
    expect(await Promise.all(lines.map((next) => next()))).toEqual(["ready", "ready"]);
    const rounds = [1, 2, 3, 4];
    for (const round of rounds) {
      await authorization.revokeAccessTokens();
      for (const { stdin } of programs) stdin.write(`${round}\n`);
      expect(await Promise.all(lines.map((next) => next()))).toEqual(["done", "done"]);
      expect(authorization.grants).toEqual({ authorization_code: 1, refresh_token: round });
    }
    expect(authorization.refusals).toEqual([]);
    const exits = programs.map((each) => once(each, "exit"));
    for (const { stdin } of programs) stdin.end();
    expect((await Promise.all(exits)).map(([code]) => code)).toEqual([0, 0]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder.path, "kept"))).toEqual(["tokens.json"]);
  });

  it("is waited for no longer than anybody needs it, however long another process logs in", async () => {
    await using folder = await temporaryFolder();
    await using authorization = await authorizationServer();
    await using server = await protectedServer("sse", authorization);
    const store = fileTokenStore(join(folder.path, "tokens.json"));
    const waits = new EventEmitter();
    const observed: TokenStore = {
      ...store,
      lock: (key, work, signal) => {
        const locking = store.lock?.(key, work, signal) as ReturnType<typeof work>;
        waits.emit("wait", locking);
        return locking;
      },
    };
    const key = tokenKey({ server: new URL(server.url), issuer: authorization.issuer, account: "" });
    const login = new EventEmitter();
    let held: Promise<unknown> | undefined;
    await new Promise<void>((resolve) => {
      held = store.lock?.(key, async () => {
        resolve();
        await once(login, "end");
      });
    });
    const transport = openTransport({
      kind: "sse",
      url: server.url,
      auth: person({ store: observed }).auth,
    });
    const waited = once(waits, "wait");
    const starting = failure(transport.start());
    const [locking] = await waited;
    await transport.close();
    await starting;
    // It rejects while the lock is held.
    expect(await failure(locking)).toMatchObject({ name: "AbortError" });
    login.emit("end");
    await held;
    expect(authorization.grants).toEqual({});
  });

  it("keeps what is written at the same time, and says what is wrong with it", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "tokens.json");
    const stores = [fileTokenStore(file), fileTokenStore(file)];
    const entry = (name: string) => ({ tokens: { access_token: name, token_type: "bearer" } });
    const names = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    await Promise.all(names.map((name, index) => stores[index % 2]?.set(name, entry(name))));
    expect(await Promise.all(names.map((name) => stores[0]?.get(name)))).toEqual(names.map(entry));
    await stores[0]?.set("key-0", undefined);
    expect(await stores[1]?.get("key-0")).toBeUndefined();
    await rm(file);
    expect(await stores[0]?.get("key-1")).toBeUndefined();
    const broken = fileTokenStore(fileURLToPath(import.meta.url));
    await expect(async () => broken.get("x")).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringContaining("is no file of tokens"),
    });
    expect(await readFile(fileURLToPath(import.meta.url), "utf8")).toContain("is no file of tokens");
  });

  it.each(["a folder that is a file", "a name that is too long"])(
    "cannot be written in %s, and nobody waits for that",
    async (what) => {
      await using folder = await temporaryFolder();
      const aFile = fileURLToPath(import.meta.url);
      const store = fileTokenStore(
        what.startsWith("a folder") ? join(aFile, "tokens.json") : join(folder.path, "x".repeat(250)),
      );
      const problem = { code: "CONFIGURATION", message: expect.stringContaining("cannot be written (E") };
      await expect(store.set("key", {})).rejects.toMatchObject(problem);
      await expect(store.lock?.("key", async () => "done")).rejects.toMatchObject(problem);
    },
  );
});

const program = fileURLToPath(new URL("./fixtures/token-client.js", import.meta.url));

/** The lines of a program, one by one; what it says to stderr is a line, too. */
function linesOf({ stdout, stderr }: ChildProcessWithoutNullStreams): () => Promise<string> {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  let said = "";
  stderr.on("data", (chunk) => {
    said += chunk;
  });
  return async () => {
    const { value, done } = await lines.next();
    return done ? `ended: ${said}` : value;
  };
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), "tokens-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
