import { existsSync } from "node:fs";
import { maskArguments } from "@mcp-team/transports/settings";
import { z } from "zod";
import { mustBe, secretMustBe } from "./must-be.js";
import { argument, withoutNul } from "./text.js";

const shellSyntax = /&&|\|\|?|;|`|\$\(|[<>]/;

/** A program to start. */
export const command = z
  .string({ error: mustBe('the program to start, such as "node"') })
  .check(withoutNul)
  .refine((text) => text.trim() !== "", { error: 'is empty: give the program to start, such as "node"' })
  .refine((text) => !/^https?:\/\//i.test(text), {
    error: "is an address, not a program: use withMcpServerHttp or withMcpServerSse for a remote server",
  })
  .refine((text) => !shellSyntax.test(text) || existsSync(text), {
    error: ({ input }) =>
      `holds \`${shellSyntax.exec(String(input))?.[0]}\`, which means something to a shell only, and no shell reads it: name the program as \`command\` and its arguments as \`args\``,
  })
  .refine((text) => shellSyntax.test(text) || !isCommandLine(text), {
    error: ({ input }) => splitIt(String(input)),
  });

/** A path may hold spaces; a name with spaces that is no file is a command line. */
export function isCommandLine(text: string): boolean {
  return /\S\s+\S/.test(text) && !existsSync(text);
}

function splitIt(line: string): string {
  const [program = "", ...rest] = maskArguments(line.trim().split(/\s+/));
  const args = rest.map((argument) => JSON.stringify(argument)).join(", ");
  return `looks like a whole command line, \`${[program, ...rest].join(" ")}\`, and no shell reads it: split it into the command ${JSON.stringify(program)} and the args [${args}]`;
}

/** The arguments of a program. They may hold secrets, and so may a line of them. */
export const commandArguments = z.array(argument, {
  error: secretMustBe('a list of text, such as ["server.js"]'),
});
