import { isCommandLine } from "../fields/command.js";
import type { PartProblem } from "../problems/problem.js";
import { shellUse } from "./shell-use.js";

type Entry = Readonly<Record<string, unknown>>;

/** What decides where a team may connect to. Whoever can write a file of servers must not be able to change that. */
const ofTheProgram = ["egress", "proxy"] as const;

/** What a file may not say, though a program may: files come from elsewhere. */
export function fileProblems(entry: Entry): PartProblem[] {
  return [...shellProblems(entry), ...policyProblems(entry)];
}

function policyProblems({ tls, ...entry }: Entry): PartProblem[] {
  const problems = ofTheProgram
    .filter((key) => entry[key] !== undefined)
    .map((key) => ({
      path: [key],
      message: `is no matter for a file of servers: set it in the program, with withDefaults({ ${key} }) or for a server of its own`,
    }));
  const trusting =
    typeof tls === "object" && tls !== null && "rejectUnauthorized" in tls && tls.rejectUnauthorized !== true;
  if (!trusting) return problems;
  const message = "is no matter for a file of servers: give the authority in `ca`, or set it in the program";
  return [...problems, { path: ["tls", "rejectUnauthorized"], message }];
}

function shellProblems({ command, args, sandbox, shell, env }: Entry): PartProblem[] {
  const program = typeof command === "string" ? command : "";
  // A whole command line is no program, but says what was meant.
  const words = isCommandLine(program) ? program.trim().split(/\s+/) : [program];
  return [
    ...(shell === undefined || shell === false
      ? []
      : [{ path: ["shell"], message: `asks for a shell, and none is ever used: ${advice}` }]),
    ...problemOfWords(words.length > 1 ? "command" : "args", [...words, ...texts(args)]),
    ...problemOfWords("sandbox", texts(sandbox)),
    ...problemsOfVariables(env),
  ];
}

/**
 * Variables can say what arguments can: npm reads its options there, bash reads functions, and shells expand the name of a
 * file to read first.
 */
function problemsOfVariables(env: unknown): PartProblem[] {
  const variables = typeof env === "object" && env !== null ? Object.entries(env) : [];
  return variables
    .filter(
      ([name, value]) =>
        /^npm_config_call$|^BASH_FUNC_/i.test(name) || (startFiles.has(name) && expands(value)),
    )
    .map(([name]) => ({
      path: ["env", name],
      message: "would have a shell read a text, which a file of servers may not: remove it",
    }));
}

const startFiles: ReadonlySet<string> = new Set(["BASH_ENV", "ENV"]);

function expands(value: unknown): boolean {
  return typeof value === "string" && /`|\$\(|\$\{\s/.test(value);
}

function problemOfWords(path: string, words: readonly string[]): PartProblem[] {
  const use = shellUse(words);
  if (use === undefined) return [];
  const windows = use.windows ? " (npx and the like are found on Windows without cmd)" : "";
  const inCode = `or start it in the program, with withMcpServer(${JSON.stringify(words[0])}, […])`;
  const message = `would have a shell read a text (\`${use.shown}\`), which a file of servers may not: ${advice}${windows}, ${inCode}`;
  return [{ path: [path], message }];
}

const advice =
  "name the program itself as `command` and its arguments as `args`, variables as `env`, its folder as `cwd`";

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
