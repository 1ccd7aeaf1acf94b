import { parseFlags, toFlags } from "./flags.js";
import { type ReferenceServerOptions, referenceServerDefaults } from "./options.js";

describe("the flags of the reference server", () => {
  it.each<[ReferenceServerOptions]>([
    [{}],
    [{ transport: "sse", port: 8080, token: "-starts-with-a-dash" }],
    [{ era: "modern", transport: "http", name: "a b = c", tools: ["echo", "add"], log: "calls.jsonl" }],
    [{ prefixStdoutNoise: true, startupDelayMs: 250, crashOnStart: "--no reason", spawnChild: true }],
    [{ brokenWhileFile: "/a/b c,d", dieAfterHandshake: true }],
    [{ dieAfterCalls: 3, dieWhenFile: "now", floodStderr: true, toolsFromFile: "tools.txt" }],
    [{ ignoreSigterm: true, ignoreStdinEnd: true, exitWithStdin: true }],
  ])("carry the options %j", (options) => {
    expect(parseFlags(toFlags(options)).settings).toEqual({ ...referenceServerDefaults, ...options });
  });

  it("leave out what is off", () => {
    expect(toFlags({ ignoreSigterm: false, port: 0 })).toEqual(["--port=0"]);
  });

  it.each<[string[], RegExp]>([
    [["--transport=carrier-pigeon"], /^transport: .*"stdio"/],
    [["--era=modern", "--transport=sse"], /^transport: the modern era has no SSE transport/],
    [["--era=modern", "--die-after-handshake"], /^dieAfterHandshake: the modern era has no handshake/],
    [["--die-after-calls=0"], /^dieAfterCalls: /],
    [["--tools=echo", "--tools-from-file=a"], /^toolsFromFile: tools are given too/],
    [["--port=-1"], /^port: /],
    [["--startup-delay=soon"], /^startupDelayMs: /],
    [["--colour=red"], /--colour/],
    [["stray"], /stray/],
  ])("that are wrong are named: %j", (args, problem) => {
    expect(parseFlags(args).problems).toEqual([expect.stringMatching(problem)]);
  });
});
