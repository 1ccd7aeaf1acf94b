import { checkDefaults } from "./default-options.js";
import { httpServerOptions, sseServerOptions } from "./remote-server.js";
import { stdioServerOptions } from "./stdio-server.js";

describe("checkDefaults", () => {
  it("takes all times and sizes of servers", () => {
    const options = [stdioServerOptions, sseServerOptions, httpServerOptions].flatMap(({ known }) => known);
    const numbers = options.filter((name) => /(?:Ms|Bytes)$/.test(name));
    expect(numbers.length).toBeGreaterThan(3);
    const defaults = Object.fromEntries(numbers.map((name) => [name, 5]));
    expect(checkDefaults(defaults)).toEqual({ defaults, problems: [] });
  });
});
