import { constants } from "node:buffer";
import { stdioDefaults } from "../../src/stdio/options.js";
import { stdio } from "../../src/stdio/stdio.js";
import { connectTo, fixtureOptions } from "./client.js";

describe("what a server over stdio sees and says", () => {
  it("gets the safe environment, PYTHONUNBUFFERED, what was given, and nothing else", async () => {
    process.env.SECRET_OF_THE_PARENT = "not for servers";
    await using server = await connectTo(fixtureOptions([], { env: { WORKSPACE: "/data", LANG: "C" } }));
    const env = JSON.parse(await server.call("env")) as Record<string, string>;
    delete process.env.SECRET_OF_THE_PARENT;
    expect(env).toMatchObject({
      PYTHONUNBUFFERED: "1",
      WORKSPACE: "/data",
      LANG: "C",
      PATH: process.env.PATH,
    });
    const allowed = [
      "HOME",
      "LOGNAME",
      "PATH",
      "SHELL",
      "TERM",
      "USER",
      "PYTHONUNBUFFERED",
      "WORKSPACE",
      "LANG",
    ];
    expect(Object.keys(env).filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it("may write noise to standard output: it is reported and skipped", async () => {
    await using server = await connectTo(fixtureOptions(["noise"]));
    expect(await server.call("pid")).toBe(String(server.transport.pid));
    expect(server.errors.map(({ message }) => message)).toEqual([
      expect.stringContaining("is not JSON-RPC and was skipped: Server is ready!"),
      expect.stringContaining("is not JSON-RPC and was skipped: { half an object"),
      expect.stringContaining("is not JSON-RPC and was skipped: [1,2]"),
    ]);
  });

  it("may send a notification that has a result of nothing, too", async () => {
    await using server = await connectTo(fixtureOptions(["odd-notification"]));
    expect(await server.call("pid")).toBe(String(server.transport.pid));
  });

  it("does not end the program when whoever listens to it fails: that is reported", async () => {
    const transport = stdio(fixtureOptions(["odd-notification"]));
    const fault = new RangeError("the listener is at fault");
    const reported = new Promise((resolve) => {
      transport.onerror = resolve;
    });
    transport.onmessage = () => {
      throw fault;
    };
    await transport.start();
    expect(await reported).toBe(fault);
    await transport.close();
  });

  it("may answer with 32 MB, in time that grows with the size and not with its square", async () => {
    await using server = await connectTo(fixtureOptions());
    // In processor time: what else the machine does is not counted.
    const timeOf = async (bytes: number) => {
      const start = process.cpuUsage();
      const text = await server.call("big", { bytes });
      expect(text.length).toBe(bytes);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    };
    const megabyte = 1024 ** 2;
    await timeOf(8 * megabyte);
    const small = Math.min(await timeOf(8 * megabyte), await timeOf(8 * megabyte));
    const large = Math.min(await timeOf(32 * megabyte), await timeOf(32 * megabyte));
    // Four times the bytes: four times the time, with room for the garbage collector of a busy machine. A square would be
    // sixteen, and seconds.
    expect(large).toBeLessThan(Math.max(small, 80) * 12);
  });

  it("gets an error for an answer over maxMessageBytes that names the option, and goes on", async () => {
    await using server = await connectTo(fixtureOptions([], { maxMessageBytes: 100_000 }));
    await expect(server.call("big", { bytes: 200_000 })).rejects.toThrow(
      "over the limit of 100000 (maxMessageBytes)",
    );
    expect(await server.call("big", { bytes: 99_000 })).toHaveLength(99_000);
  });

  it("is read up to the longest string of Node.js, whatever the limit", async () => {
    const { MAX_STRING_LENGTH } = constants;
    expect(stdioDefaults.maxMessageBytes).toBe(MAX_STRING_LENGTH);
    await using server = await connectTo(fixtureOptions([], { maxMessageBytes: 2 * MAX_STRING_LENGTH }));
    await expect(server.call("tooLong")).rejects.toThrow(
      `over the limit of ${MAX_STRING_LENGTH} (maxMessageBytes)`,
    );
    expect(server.errors.at(-1)).toMatchObject({
      hint: expect.stringContaining("Ask the server for less at once"),
    });
    expect(await server.call("big", { bytes: 1_000 })).toHaveLength(1_000);
  });

  it("may flood standard error without being held up", async () => {
    await using server = await connectTo(fixtureOptions([], { stderrTailBytes: 1_000 }));
    expect(await server.call("stderr", { text: "flood\n".repeat(1_000_000) })).toBe("written");
    expect(server.transport.explain(undefined, "call").message.length).toBeLessThan(2_000);
  });
});
