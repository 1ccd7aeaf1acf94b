/** The text of a result, as MCP has it. */
export function resultText(result: unknown): string {
  const { content, isError } = result as { content?: [{ text?: string }]; isError?: boolean };
  const text = content?.[0]?.text;
  if (text === undefined || isError) throw new RangeError(`This is no text: ${JSON.stringify(result)}`);
  return text;
}
