import { fileURLToPath } from "node:url";

/** The folder of this package: the suite starts the driver from there, with a path that has no spaces. */
export const packageFolder = fileURLToPath(new URL("../../", import.meta.url));

/** Where the suite is, which the workspace does not install. */
export const suiteFolder = `${packageFolder}suite/`;

export const suiteProgram = `${suiteFolder}node_modules/@modelcontextprotocol/conformance/dist/index.js`;

/** The driver as the suite starts it. */
export const driverCommand = "node dist/driver/main.js";
