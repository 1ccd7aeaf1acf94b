// Puts the modules of a package into one file: Node.js takes most of a millisecond for each module that it loads, and a
// package here has up to two hundred. Run in the folder of a package, after tsc. What is loaded late stays a file of its own.
import { readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

/** Put in, too: it has 51 modules, and keeps what is registered with it where all copies of it look. */
const inlined = new Set(["@opentelemetry/api"]);

const otherPackages = {
  name: "other packages",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || inlined.has(path) ? undefined : { path, external: true },
    ),
};

const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
const bundles = Object.values(exports).map((entry) => entry.default);

// The parts of an earlier build have other names, and would stay.
rmSync("dist/bundle", { recursive: true, force: true });
await build({
  entryPoints: bundles.map((bundle) => bundle.replace("/bundle/", "/")),
  outdir: "dist/bundle",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Half of what there is to compile. Names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  // Node.js prints the line of an error that nobody takes.
  lineLimit: 120,
  plugins: [otherPackages],
  sourcemap: true,
  logLevel: "warning",
});
