import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { MCPTeamBuilder } from "@mcp-team/builder";
import * as transports from "@mcp-team/transports";
import { Lanes } from "./lanes.js";
import { codeBlocks } from "./readme/code-blocks.js";
import { failures } from "./readme/messages.js";
import { documents, programsOf, root } from "./readme/programs.js";
import { runProgram } from "./readme/run-program.js";
import { shown, withoutNumbers } from "./readme/same-text.js";
import { type Surroundings, startSurroundings } from "./readme/surroundings.js";
import { openWorkshop, type Workshop } from "./readme/workshop.js";
import { comparable, readmeOutput } from "./readme-output.js";

/** For all runs together, as each waits for its turn, in milliseconds. */
const timeoutMs = 300_000;
const lanes = new Lanes(2);
const readme = readFileSync(join(root, "README.md"), "utf8");
const blocks = codeBlocks("README.md", readme);
const programs = documents().flatMap(programsOf);

// Concurrent tests begin before `beforeAll` has ended, so each asks for what it needs.
let workshop: Promise<Workshop> | undefined;
let surroundings: Promise<Surroundings> | undefined;
const openedWorkshop = () => (workshop ??= openWorkshop(programs));
const startedSurroundings = () => (surroundings ??= startSurroundings());

afterAll(async () => {
  (await workshop)?.[Symbol.dispose]();
  await (await surroundings)?.[Symbol.asyncDispose]();
});

describe("a program in the documents", () => {
  it.concurrent.each(programs)(
    "compiles: $place",
    async (program) => {
      const { errorsOf } = await openedWorkshop();
      expect(errorsOf(program)).toEqual([]);
    },
    timeoutMs,
  );

  it.concurrent.each(programs.filter(({ runs }) => runs))(
    "runs, and prints what is shown: $place",
    async (program) => {
      const { folderOf } = await openedWorkshop();
      const { env } = await startedSurroundings();
      const run = () => runProgram(folderOf(program), env);
      // Each `npx` keeps a processor busy for seconds before the server starts, which has to be ready in ten.
      const { stdout, ...end } = await (program.text.includes('"npx"')
        ? lanes.runAlone(run)
        : lanes.run(run));
      expect({ ...end, place: program.place }).toEqual({ status: 0, stderr: "", place: program.place });
      if (program.output !== undefined) expect(withoutNumbers(stdout)).toBe(withoutNumbers(program.output));
    },
    timeoutMs,
  );
});

describe("an error message in the README", () => {
  const messages = blocks.flatMap(({ note = "", text, line }) => {
    const [, name] = /^message: (.+)$/.exec(note) ?? [];
    return name === undefined ? [] : [{ name, text, line }];
  });

  it.concurrent.each(messages)(
    "is what users see: $name, line $line",
    async ({ name, text }) => {
      const error = await failures[name]?.(await startedSurroundings()).catch((reason: Error) => reason);
      expect(withoutNumbers((error as Error).message)).toMatch(shown(text));
    },
    timeoutMs,
  );

  it("is there for each failure that is tried", () => {
    expect(messages.map(({ name }) => name).sort()).toEqual(Object.keys(failures).sort());
  });
});

describe("the README", () => {
  it("shows the demo as the examples do, whose output is tested", () => {
    const demo = blocks.find(({ note }) => note === "demo");
    expect(comparable(demo?.text ?? "")).toEqual(comparable(readmeOutput("hybrid")));
  });

  it("names every method of the builder", () => {
    const methods = Object.getOwnPropertyNames(MCPTeamBuilder.prototype).filter(
      (name) => name !== "constructor",
    );
    expect(
      methods.filter((name) => !readme.includes(`\`${name}(`) && !readme.includes(`.${name}\``)),
    ).toEqual([]);
  });

  it("has every class of errors in its table", () => {
    const classes = Object.keys(transports).filter((name) => /^(?!McpTeam).+Error$/.test(name));
    expect(classes.filter((name) => !readme.includes(`| \`${name}\``))).toEqual([]);
  });

  it.each(documents())("leads somewhere with every link: %s", (document) => {
    const text = readFileSync(join(root, document), "utf8");
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter((link) => !leadsSomewhere(document, text, link))).toEqual([]);
  });
});

function leadsSomewhere(document: string, text: string, link: string): boolean {
  if (!link.startsWith("#")) return existsSync(join(root, dirname(document), link));
  return [...text.matchAll(/^#+ (.+)$/gm)].some(([, heading]) => `#${anchorOf(heading ?? "")}` === link);
}

/** As GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}
