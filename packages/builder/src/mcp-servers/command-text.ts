/** Finds the option with which a program that is no shell gives a text to one, such as `-c` of `su`. */
export function commandText(name: string, args: readonly string[]): string | undefined {
  switch (name) {
    case "su":
      // What follows `--` is for the shell that it starts, and there it means the same.
      return commandOption(args);
    case "runuser":
      // With a user it starts a program, and without one it is su.
      return args.some((word) => /^-u|^--user/.test(word)) ? undefined : commandOption(args);
    case "script":
      return commandOption(beforeDashes(args));
    case "flock":
      return commandOption(afterLockFile(args).slice(0, 1));
    default:
      return undefined;
  }
}

/** The option without the text, which may follow in the same word. Long options may be shortened. */
function commandOption(words: readonly string[]): string | undefined {
  return words.flatMap((word) => /^-[a-z]*?c|^--(?:c|se)[a-z-]*/i.exec(word)?.[0] ?? [])[0];
}

function afterLockFile(words: readonly string[]): readonly string[] {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? "";
    if (!word.startsWith("-")) return words.slice(index + 1);
    if (/^-[a-z]*[wE]$|^--(?:wait|timeout|conflict-exit-code)$/.test(word)) index++; // What follows is its value.
  }
  return [];
}

/** The words before `--`: what follows is a program of its own. */
export function beforeDashes(words: readonly string[]): readonly string[] {
  const end = words.indexOf("--");
  return end < 0 ? words : words.slice(0, end);
}
