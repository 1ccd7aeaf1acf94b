import { createInterface } from "node:readline/promises";
import { styleText } from "node:util";
import type { ElicitationAnswer, ElicitationInterrupt } from "@mcp-team/builder";

type Content = NonNullable<Extract<ElicitationAnswer, { action: "accept" }>["content"]>;
type Form = Extract<ElicitationInterrupt, { mode: "form" }>;

/**
 * Prints what a server asks, and reads the answer from the terminal. Without a terminal the answers are written in advance.
 *
 * @param prepared - one for each time that is asked
 */
export async function askPerson(
  asked: ElicitationInterrupt,
  prepared: Content[],
): Promise<ElicitationAnswer> {
  const { server, tool, message, problem } = asked;
  console.log(`  ${styleText("bold", server.padEnd(10))}  ${tool} asks: ${message}`);
  if (problem) console.log(`              ${styleText("yellow", problem)}`);
  if (asked.mode === "url") return { action: "decline" };
  const content = process.stdin.isTTY ? await readForm(asked) : prepared.shift();
  if (!content) return { action: "cancel" };
  console.log(styleText("dim", `              ${JSON.stringify(content)}`));
  return { action: "accept", content };
}

async function readForm({ requestedSchema: { properties } }: Form): Promise<Content> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const content: Record<string, Content[string]> = {};
  for (const [name, field] of Object.entries(properties)) {
    const preset = "default" in field && field.default !== undefined ? ` [${field.default}]` : "";
    const text = await terminal.question(`              ${field.title ?? name}${preset}: `);
    if (text !== "") content[name] = toValue(field.type, text);
  }
  terminal.close();
  return content;
}

function toValue(type: string, text: string): Content[string] {
  if (type === "integer" || type === "number") return Number(text);
  if (type === "boolean") return /^(y|yes|true|1)$/i.test(text);
  return type === "array" ? text.split(/\s*,\s*/) : text;
}
