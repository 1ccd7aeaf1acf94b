/** One Jest project for each workspace package that has tests. */
const project = (dir) => ({
  displayName: dir.split("/").at(-1),
  rootDir: `<rootDir>/${dir}`,
  testMatch: ["<rootDir>/{src,test}/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }],
  },
  // Sources import "./part.js", as Node wants it; before the build that file is ./part.ts.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
});

export default {
  projects: [
    "packages/transports",
    "packages/agent",
    "packages/builder",
    "packages/testing",
    "apps/service",
    "examples",
  ].map(project),
  maxWorkers: 2,
  // A machine that is busy with something else is no failure.
  testTimeout: 30_000,
};
