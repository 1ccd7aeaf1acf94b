import { common, project } from "./jest.config.js";

/** The examples and the programs of the documents: each is run, which takes longer than the tests of the packages. */
export default { ...common, projects: [project("examples")] };
