import { beforeDashes } from "./command-text.js";

/** Programs that start packages, and can give a text to a shell instead. */
export const packageStarters: ReadonlySet<string> = new Set("npx npm pnpm pnpx".split(" "));

/** Options of npm that take no value. What follows any other option may be its value, and not yet the package. */
const switches: ReadonlySet<string> = new Set(
  (
    "y yes n no q quiet s silent d dd ddd verbose f force g global l long h help v version ws iwr " +
    "audit color dry-run foreground-scripts fund ignore-existing ignore-scripts include-workspace-root json " +
    "legacy-peer-deps offline package-lock prefer-dedupe prefer-offline prefer-online progress " +
    "strict-peer-deps strict-ssl timing update-notifier usage workspaces"
  ).split(" "),
);

/**
 * Finds the option with which a starter of packages has a shell read a text: `-c`, `-yc`, `--call`.
 *
 * @param name - one of {@link packageStarters}
 */
export function packageStarterText(name: string, args: readonly string[]): string | undefined {
  return wordsOfStarter(name, args)
    .map((word) => word.split("=")[0] ?? "")
    .find((word) => /^-[a-z]*c$|^--?call?$|^--shell-mode$/i.test(word));
}

/** The words that are for the starter itself. What follows the package is for that. */
function wordsOfStarter(name: string, args: readonly string[]): readonly string[] {
  const own = beforeDashes(args);
  if (name === "npx" || name === "pnpx") return untilPackage(own);
  const start = own.findIndex((word) => /^(?:exec?|x|dlx)$/.test(word));
  if (start < 0) return [];
  // npm takes every option before `--` for one of its own, wherever it is.
  return name === "npm" ? own : [...own.slice(0, start), ...untilPackage(own.slice(start + 1))];
}

function untilPackage(words: readonly string[]): readonly string[] {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) return words.slice(0, index);
    const option = word.replace(/^-+(?:no-)?/, "");
    const takesValue = !word.includes("=") && !switches.has(option);
    if (takesValue && !words[index + 1]?.startsWith("-")) index++;
  }
  return words;
}
