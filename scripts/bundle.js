// Puts the modules of a package into one file: Node.js takes most of a millisecond for each module that it loads, and a
// package here has up to two hundred. Run in the folder of a package, after tsc. What is loaded late stays a file of its own.
import { build } from "esbuild";

await build({
  entryPoints: ["dist/index.js"],
  outdir: "dist/bundle",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
