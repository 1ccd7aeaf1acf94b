import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The output that the README shows for an example: the text block below its heading. */
export function readmeOutput(name: string): string {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${name}\n`)) ?? "";
  return /^```text\n(.*?)^```$/ms.exec(section)?.[1] ?? "";
}

/** The lines of an output without what differs from run to run: process ids, ports, times, handles, counts of
 * requests, and the order of parallel work. */
export function comparable(output: string): string[] {
  return output
    .replace(/process \d+/g, "process N")
    .replace(/(127\.0\.0\.1):\d+/g, "$1:N")
    .replace(/[\d.]+ ms/g, "N ms")
    .replace(/\d+ times/g, "N times")
    .replace(/"handle":"\w+"/g, '"handle":"N"')
    .replace(/ +/g, " ")
    .trim()
    .split("\n")
    .sort();
}
