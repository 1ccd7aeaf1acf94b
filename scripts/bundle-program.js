// Puts a program with all that it needs into one folder, dependencies included: a test starts it hundreds of times, and loading
// its modules one by one was two thirds of each start. Run in the folder of a package, after tsc, with the program and the folder.
import { rmSync } from "node:fs";
import { build } from "esbuild";

const [program, outdir] = process.argv.slice(2);

// The parts of an earlier build have other names, and would stay.
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: [program],
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  sourcemap: true,
  legalComments: "linked",
  // Some of the dependencies are CommonJS modules, and load parts of Node.js.
  banner: {
    js: 'import { createRequire as createRequireOf } from "node:module"; const require = createRequireOf(import.meta.url);',
  },
  logLevel: "warning",
});
