import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { compile } from "./compile.js";
import { type Program, root } from "./programs.js";

/** The servers of the examples, under the names that the documents give them. */
const servers = Object.fromEntries(
  ["weather-server.js", "travel-server.js"].map((name) => [
    name,
    `import ${JSON.stringify(`${root}/examples/dist/servers/${name}`)};\n`,
  ]),
);

const compilerOptions = {
  composite: false,
  declaration: false,
  declarationMap: false,
  sourceMap: false,
  moduleDetection: "force",
  noUnusedLocals: true,
  types: ["node"],
};

/** Where programs are compiled: a folder inside of the examples, so that they find what the examples depend on. */
export interface Workshop extends Disposable {
  /** The folder of a program: it is compiled to `program.js` in it. */
  folderOf(program: Program): string;
  /** What the compiler says of a program, each with the line of the document. */
  errorsOf(program: Program): readonly string[];
}

/** Writes programs into folders of their own, and compiles all of them at once. */
export async function openWorkshop(programs: readonly Program[]): Promise<Workshop> {
  const parent = join(root, "examples", ".readme");
  mkdirSync(parent, { recursive: true });
  const workshop = mkdtempSync(join(parent, "run-"));
  const folders = new Map(programs.map((program) => [program, join(workshop, toName(program.place))]));
  const folderOf = (program: Program) => folders.get(program) as string;
  for (const program of programs) {
    const folder = folderOf(program);
    mkdirSync(folder);
    const files = { ...servers, ...program.files, "program.ts": program.text };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }
  const base = relative(workshop, join(root, "tsconfig.base.json"));
  const config = { extends: base, compilerOptions, include: ["*/program.ts"] };
  writeFileSync(join(workshop, "tsconfig.json"), JSON.stringify(config));
  const errors = await compile(workshop);
  return {
    folderOf,
    errorsOf: (program) =>
      errors
        .filter(({ file }) => file === `${toName(program.place)}/program.ts`)
        .map(({ line, message }) => `${program.document}:${program.line + line - 1} ${message}`),
    [Symbol.dispose]: () => rmSync(workshop, { recursive: true, force: true }),
  };
}

function toName(place: string): string {
  return place.replaceAll(/\W+/g, "-");
}
