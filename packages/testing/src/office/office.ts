import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { referenceServer, type ServerCommand } from "../launch/reference-server.js";

const folder = fileURLToPath(new URL("../../data/office/", import.meta.url));

/** A server of the office. */
export interface OfficeServer extends ServerCommand {
  readonly name: string;
}

/** What somebody in the office wants, and the tool that does it. */
export interface OfficeQuestion {
  readonly question: string;
  readonly server: string;
  readonly tool: string;
}

/**
 * The servers of an office: ten of them, from the calendar to the operations, each with twenty tools. The tools do nothing
 * but say what they were called with.
 *
 * @example
 * ```ts
 * for (const server of officeServers()) builder.withMcpServer(server);
 * ```
 */
export function officeServers(): OfficeServer[] {
  return readdirSync(`${folder}servers`).map((file) => ({
    name: file.replace(".json", ""),
    ...referenceServer({ definitions: `${folder}servers/${file}` }),
  }));
}

/** A hundred questions in the words of people, each with the tool of {@link officeServers} that it is about. */
export function officeQuestions(): readonly OfficeQuestion[] {
  return JSON.parse(readFileSync(`${folder}questions.json`, "utf8"));
}
