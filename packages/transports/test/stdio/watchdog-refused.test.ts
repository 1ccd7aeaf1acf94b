import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { startGuarded } from "../../src/stdio/exit-guard.js";

const { jest } = import.meta;

/** What starts every process: Node.js has it, its types have not. */
const starter = ChildProcess.prototype as unknown as {
  spawn(options: { readonly file: string }): unknown;
};

it("goes on without a watchdog that cannot be started, and tries again with the next server", async () => {
  const { spawn: start } = starter;
  const refused: string[] = [];
  const spy = jest.spyOn(starter, "spawn").mockImplementation(function (this: unknown, options) {
    if (options.file !== "/bin/sh") return start.call(this as typeof starter, options);
    refused.push(options.file);
    throw Object.assign(new Error("spawn ENOMEM"), { code: "ENOMEM" });
  });
  const server = () => startGuarded(() => spawn(process.execPath, ["-e", "process.stdin.resume()"]));
  const first = server();
  await setImmediate();
  const second = server();
  await setImmediate();
  expect(refused).toHaveLength(2);
  spy.mockRestore();
  for (const { process: running, release } of [first, second]) {
    const ended = once(running, "exit");
    running.stdin.end();
    expect(await ended).toEqual([0, null]);
    await release();
  }
});
