import { fileURLToPath } from "node:url";

const systemTests = "\\.system\\.test\\.ts$";

/** One Jest project for a workspace package. */
export const project = (dir) => ({
  displayName: dir.split("/").at(-1),
  rootDir: `<rootDir>/${dir}`,
  testMatch: ["<rootDir>/{src,test}/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", systemTests],
  extensionsToTreatAsEsm: [".ts"],
  testEnvironment: "node",
  setupFilesAfterEnv: [fileURLToPath(new URL("scripts/secrets/watch.js", import.meta.url))],
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
  },
  // Sources import "./part.js", as Node wants it; before the build that file is ./part.ts.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
});

/** What holds for all projects. */
export const common = {
  maxWorkers: 2,
  // A worker keeps what the modules of its test files leave behind: a new one takes its place in time.
  workerIdleMemoryLimit: "1GB",
  // A machine that is busy with something else is no failure.
  testTimeout: 30_000,
};

/** The same, for its tests of whole programs, of processes that are killed, networks that fail, and published servers. */
export const systemProject = (dir) => ({
  ...project(dir),
  testMatch: ["<rootDir>/test/**/*.system.test.ts"],
  testPathIgnorePatterns: ["/node_modules/"],
});

export const packages = [
  "packages/transports",
  "packages/agent",
  "packages/builder",
  "packages/testing",
  "apps/service",
  "bench",
  "conformance",
];

export default { ...common, projects: packages.map(project) };
