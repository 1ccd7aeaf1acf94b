import { ConfigurationError } from "../../errors/index.js";
import { checkConfinement } from "./check-confinement.js";
import type { Confinement } from "./options.js";

/** Runs something as on a system whose programs are elsewhere. */
function withoutPrograms<T>(run: () => T): T {
  const { PATH } = process.env;
  process.env.PATH = "/no/such/folder";
  try {
    return run();
  } finally {
    process.env.PATH = PATH;
  }
}

describe("checkConfinement", () => {
  it.each<[Confinement]>([
    [{}],
    [{ limits: { memoryMb: 256 } }],
    [{ limits: { memoryMb: 256, openFiles: 64, cpuSeconds: 10 }, sandbox: ["env", "X=1"] }],
    [{ sandbox: ["/bin/sh", "-c", ""] }],
  ])("takes %j", (options) => {
    expect(() => checkConfinement(options)).not.toThrow();
  });

  it.each([
    [{ limits: {} }, "limits: limits nothing: give `memoryMb`, `openFiles` or `cpuSeconds`"],
    [
      { limits: { memoryMb: -1 } },
      "limits.memoryMb: must be a whole number of megabytes above 0, such as 512, not -1",
    ],
    [
      { limits: { openFiles: 1.5 } },
      "limits.openFiles: must be a whole number above 0, such as 256, not 1.5",
    ],
    [
      { limits: { cpuSeconds: Number.NaN } },
      "limits.cpuSeconds: must be a whole number of seconds above 0, such as 60, not NaN",
    ],
    [{ sandbox: [] }, 'sandbox: must be "bwrap", "firejail", or a list of words that begins with a program'],
    [{ sandbox: "docker" as "bwrap" }, 'sandbox: must be "bwrap", "firejail", or a list of words'],
    [{ sandbox: ["env", "a\0b"] }, "sandbox[1]: must be text without a NUL character"],
    [
      { sandbox: ["no-such-program"] },
      "sandbox: needs the program `no-such-program`, which is not in PATH: install it",
    ],
    [{ sandbox: ["./no/such"] }, "sandbox: needs the program `./no/such`, which is not there: install it"],
  ])("refuses %j", (options, message) => {
    expect(() => checkConfinement(options)).toThrow(ConfigurationError);
    expect(() => checkConfinement(options)).toThrow(message);
  });

  it.each([
    [
      { limits: { memoryMb: 256 } },
      "limits: needs the program `prlimit`, which is not in PATH: install util-linux",
    ],
    [{ sandbox: "bwrap" }, "sandbox: needs the program `bwrap`, which is not in PATH: install bubblewrap"],
    [
      { sandbox: "firejail" },
      "sandbox: needs the program `firejail`, which is not in PATH: install firejail",
    ],
  ] as const)("says what to install for %j where it is missing", (options, message) => {
    expect(() => withoutPrograms(() => checkConfinement(options))).toThrow(message);
  });

  it("reports all that is wrong at once, below the name of the server", () => {
    const options = { name: "files", limits: { memoryMb: 0, openFiles: 0 }, sandbox: [] };
    expect(() => checkConfinement(options)).toThrow(
      /3 problems:\n {2}- servers\.files\.limits\.memoryMb: .*\n.*openFiles: .*\n {2}- servers\.files\.sandbox: /,
    );
  });
});
