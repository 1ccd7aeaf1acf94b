/** A fenced block of a Markdown document. */
export interface CodeBlock {
  /** Path of the document from the root of the repository. */
  readonly document: string;
  /** The line of the document on which its text begins; the first is 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What the HTML comment above it says: `compile only`, `output`, `file: mcp.json`. */
  readonly note: string | undefined;
}

const fence = /^```(\w*)$/;
const comment = /^<!-- (.+) -->$/;

/** Finds the code blocks of a document. */
export function codeBlocks(document: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const lines = markdown.split("\n");
  let above = "";
  for (let index = 0; index < lines.length; index++) {
    const language = fence.exec(lines[index] ?? "")?.[1];
    if (language !== undefined) {
      const line = index + 2;
      const end = lines.indexOf("```", index + 1);
      if (end === -1) throw new TypeError(`${document}:${index + 1} begins a code block that has no end`);
      const text = `${lines.slice(index + 1, end).join("\n")}\n`;
      blocks.push({ document, line, language, text, note: comment.exec(above)?.[1] });
      index = end;
      above = "";
    } else if (lines[index]?.trim()) above = lines[index] as string;
  }
  return blocks;
}
