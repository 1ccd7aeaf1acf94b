import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type CodeBlock, codeBlocks } from "./code-blocks.js";

/** The root of the repository. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** A TypeScript block of a document, with what belongs to it. */
export interface Program extends CodeBlock {
  /** Where it is, for people: `README.md:42`. */
  readonly place: string;
  /** False for one that says it is not to be run. */
  readonly runs: boolean;
  /** What the document shows of its output. */
  readonly output: string | undefined;
  /** The files that the document shows, by name: they stand beside the program. */
  readonly files: Readonly<Record<string, string>>;
}

/** The README, those of the packages, and what is in `docs`. */
export function documents(): string[] {
  const packages = readdirSync(`${root}/packages`).map((name) => `packages/${name}`);
  return ["", "docs", ...packages].flatMap((folder) =>
    readdirSync(`${root}/${folder}`)
      .filter((name) => (folder === "docs" ? name.endsWith(".md") : name === "README.md"))
      .map((name) => (folder === "" ? name : `${folder}/${name}`)),
  );
}

/** The programs of a document. */
export function programsOf(document: string): Program[] {
  const blocks = codeBlocks(document, readFileSync(`${root}/${document}`, "utf8"));
  const files = Object.fromEntries(
    blocks.flatMap(({ note = "", text }) => (note.startsWith("file: ") ? [[note.slice(6), text]] : [])),
  );
  return blocks.flatMap((block, index): Program[] => {
    if (block.language !== "ts") return [];
    const next = blocks[index + 1];
    const output = next?.note === "output" ? next.text : undefined;
    const place = `${document}:${block.line}`;
    return [{ ...block, place, runs: block.note !== "compile only", output, files }];
  });
}
