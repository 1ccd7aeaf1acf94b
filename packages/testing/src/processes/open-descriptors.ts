import { readdirSync, readlinkSync } from "node:fs";

/**
 * The open file descriptors of this process, counted by kind: `socket`, `pipe`, `file`, `anon_inode`. Those that do not
 * keep the process alive count as well. Empty where the system has no /proc.
 */
export function openDescriptors(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of descriptors().flatMap(kindOf)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function descriptors(): string[] {
  try {
    return readdirSync("/proc/self/fd");
  } catch {
    return [];
  }
}

/** A target is a path, or something like `socket:[4026531840]`. */
function kindOf(descriptor: string): string[] {
  try {
    const target = readlinkSync(`/proc/self/fd/${descriptor}`);
    return [/^(\w+):/.exec(target)?.[1] ?? "file"];
  } catch {
    return []; // The one through which the list was read is closed by now.
  }
}
