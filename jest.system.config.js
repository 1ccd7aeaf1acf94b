import { common, packages, systemProject } from "./jest.config.js";

/** What takes longer than the tests of the parts: whole programs, killed processes, failing networks, published servers. */
export default { ...common, projects: packages.map(systemProject) };
