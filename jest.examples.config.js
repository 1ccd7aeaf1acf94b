import { common, project } from "./jest.config.js";

/**
 * The examples and the programs of the documents: each is run, which takes longer than the tests of the packages. One file
 * after the other, for each runs two programs at once, with their servers.
 */
export default { ...common, maxWorkers: 1, projects: [project("examples")] };
