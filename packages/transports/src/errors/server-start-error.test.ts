import { ServerStartError } from "./server-start-error.js";

describe("ServerStartError of a command that was not found", () => {
  it.each([
    ["no-such-program --port 1/2", undefined, "Install it, or give its full path: it is looked up in PATH."],
    ["no-such-program", "/work", "looked up in PATH. The working directory `/work` must exist too."],
    ["./nope.js", undefined, "it starts at the working directory, that of your program, unless `cwd` says"],
    ["bin/nope --x", "/work", "Check the path: it starts at the working directory, `/work`."],
    ["/opt/nope", "/work", "Check the path: there is no such file, or"],
    ["C:\\nope.exe", undefined, "Check the path: there is no such file, or"],
  ])("says of %j in %j where it was looked for", (command, cwd, hint) => {
    const error = new ServerStartError({ reason: "not-found", command, ...(cwd !== undefined && { cwd }) });
    expect(error.hint).toContain(hint);
    expect(error.message).toContain(hint);
    expect(error.hint?.includes("PATH")).toBe(command.startsWith("no-such-program"));
  });
});
