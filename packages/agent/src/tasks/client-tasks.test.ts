import { ClientTasks } from "./client-tasks.js";

const { jest } = import.meta;

const meta = (taskId: string) => ({ "io.modelcontextprotocol/related-task": { taskId } });

describe("what servers ask for as tasks", () => {
  it("is done in the meantime, and fetched", async () => {
    const tasks = new ClientTasks();
    let finish = (_: Record<string, unknown>) => {};
    const { taskId, status } = tasks.start(
      undefined,
      () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const fetched = tasks.result(taskId);
    expect([status, tasks.get(taskId).status, tasks.all.length]).toEqual(["working", "working", 1]);
    finish({ model: "m", _meta: { a: 1 } });
    expect(await fetched).toEqual({ model: "m", _meta: { a: 1, ...meta(taskId) } });
    expect(tasks.get(taskId).status).toBe("completed");
    expect(await tasks.result(taskId)).toMatchObject({ model: "m" });
  });

  it("fails as the request would have", async () => {
    const tasks = new ClientTasks();
    const { taskId } = tasks.start(1_000, () => Promise.reject(new Error("no")));
    await expect(tasks.result(taskId)).rejects.toThrow("no");
    expect(tasks.get(taskId)).toMatchObject({ status: "failed", statusMessage: "no", ttl: 1_000 });
  });

  it("can be cancelled while it is done, and not afterwards", async () => {
    const tasks = new ClientTasks();
    const aborted = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped"))));
    const { taskId } = tasks.start(undefined, aborted);
    expect(tasks.cancel(taskId).status).toBe("cancelled");
    await expect(tasks.result(taskId)).rejects.toThrow("stopped");
    expect(tasks.get(taskId).status).toBe("cancelled");
    expect(() => tasks.cancel(taskId)).toThrow("The task has ended: it is cancelled.");
  });

  it("ends with the line to the server", async () => {
    const tasks = new ClientTasks();
    const aborted = new Promise((resolve) => {
      tasks.start(undefined, (signal) => {
        signal.addEventListener("abort", resolve);
        return new Promise(() => {});
      });
    });
    tasks.stop();
    await aborted;
    expect(tasks.all).toEqual([]);
  });

  it("is kept for its time, and there is an end to how much", () => {
    jest.useFakeTimers();
    const tasks = new ClientTasks();
    const start = (ttl?: number) => tasks.start(ttl, () => new Promise(() => {}));
    const { taskId } = start(1_000);
    jest.advanceTimersByTime(1_000);
    expect(() => tasks.get(taskId)).toThrow(`There is no task "${taskId}", or not any more.`);
    expect(start().ttl).toBe(3_600_000);
    for (let count = 1; count < 100; count++) start();
    expect(() => start()).toThrow("There are 100 tasks already");
    jest.useRealTimers();
  });

  it("makes room when it has ended: the oldest first", async () => {
    const tasks = new ClientTasks();
    const done = () => tasks.start(undefined, async () => ({}));
    const working = tasks.start(undefined, () => new Promise(() => {}));
    const [first, second] = [done(), done()];
    await Promise.all([first, second].map(({ taskId }) => tasks.result(taskId)));
    for (let count = 3; count < 100; count++) tasks.start(undefined, () => new Promise(() => {}));
    done();
    expect(() => tasks.get(first.taskId)).toThrow("or not any more");
    expect([working, second].map(({ taskId }) => tasks.get(taskId).status)).toEqual(["working", "completed"]);
    expect(tasks.all).toHaveLength(100);
  });
});
