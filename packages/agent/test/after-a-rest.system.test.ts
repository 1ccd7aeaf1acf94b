import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { referenceServer } from "@mcp-team/testing";

const program = fileURLToPath(new URL("programs/call-and-rest.js", import.meta.url));
/** Has V8 say what it compiles and throws away, and forget shapes at the first collection, as when it reduces its memory. */
const flags = ["--expose-gc", "--trace-opt", "--trace-deopt", "--retain-maps-for-n-gc=0"];

/** What each call goes through, and nothing else has the name of. */
const ofCalls = [
  "ToolCallInFlight",
  "NotedCall",
  "Waiting",
  "PendingRequest",
  "ToolResult",
  "sendCall",
  "toToolResult",
];

it("keeps what V8 has compiled for calls while no call is under way", async () => {
  const { command, args } = referenceServer();
  const options = { maxBuffer: 64 * 1024 ** 2 };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, program, command, ...args],
    options,
  );
  const [calling = "", resting = ""] = stdout.split(/^(?:resting|closing)$/m);
  const compiled = namesIn(calling, /completed optimizing .*?<JSFunction (\S+)/g);
  const thrownAway = namesIn(
    resting,
    /marking dependent code .*?<SharedFunctionInfo (\S+?)>.*for deoptimization/g,
  );
  expect(compiled).toEqual(expect.arrayContaining(["invoke", "sendCall"]));
  // What Node.js makes of its own is not kept.
  expect(thrownAway).not.toEqual([]);
  expect(thrownAway.filter((name) => ofCalls.includes(name))).toEqual([]);
});

function namesIn(trace: string, pattern: RegExp): string[] {
  return Array.from(trace.matchAll(pattern), ([, name = ""]) => name);
}
