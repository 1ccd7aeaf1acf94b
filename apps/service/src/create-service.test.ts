import type { AgentTeam } from "@mcp-team/agent";
import { ConfigurationError } from "@mcp-team/transports";
import { pino } from "pino";
import { createService } from "./create-service.js";
import type { ServiceOptions } from "./service-options.js";

// Options are looked at before the team is.
const team = { servers: [] } as unknown as AgentTeam;

const create = (options: object) => createService(team, options as ServiceOptions);

/** What is wrong with options, in the words of the error. */
function problemsWith(options: object): string[] {
  try {
    create(options);
  } catch (error) {
    if (ConfigurationError.isInstance(error))
      return error.problems.map(({ path, message }) => `${path} ${message}`);
  }
  return [];
}

describe("createService", () => {
  it.each<[object, string]>([
    [
      { runTimeoutMs: -1 },
      "runTimeoutMs must be a whole number from 1 to 2147483647, such as 120000, not -1",
    ],
    [
      { runTimeoutMs: "x" },
      'runTimeoutMs must be a whole number from 1 to 2147483647, such as 120000, not "x"',
    ],
    [
      { runTimeoutMs: 3e9 },
      "runTimeoutMs must be a whole number from 1 to 2147483647, such as 120000, not 3000000000",
    ],
    [
      { drainTimeoutMs: -1 },
      "drainTimeoutMs must be a whole number from 0 to 2147483647, such as 30000, not -1",
    ],
    [
      { bodyLimitBytes: "1mb" },
      'bodyLimitBytes must be a whole number of at least 1, such as 1048576, not "1mb"',
    ],
    [{ context: 5 }, "context must be a function that makes the context of a run from who asks, not 5"],
    [{ logger: {} }, "logger must be a logger of pino, such as pino(), not an object"],
    [{ optionalServers: "x" }, 'optionalServers must be a list of names, such as ["weather"], not "x"'],
    [{ runTimeout: 5 }, "runTimeout is not an option"],
  ])("refuses %j", (options, problem) => {
    expect(problemsWith(options)).toEqual([problem]);
  });

  it("names all that is wrong at once, those of who may ask included", () => {
    const options = {
      runTimeoutMs: 0,
      drainTimeoutMs: Number.NaN,
      optionalServers: [1],
      auth: {},
      rateLimit: 10,
    };

    expect(problemsWith(options).map((problem) => problem.split(" ", 1)[0])).toEqual([
      "runTimeoutMs",
      "drainTimeoutMs",
      "optionalServers",
      "auth",
      "rateLimit",
    ]);
  });

  it("takes options that are right, and the default for what is undefined", async () => {
    await using _service = create({
      runTimeoutMs: 2_147_483_647,
      drainTimeoutMs: 0,
      logger: pino({ enabled: false }),
    });
    await using _other = create({
      runTimeoutMs: undefined,
      bodyLimitBytes: undefined,
      drainTimeoutMs: undefined,
    });
  });
});
