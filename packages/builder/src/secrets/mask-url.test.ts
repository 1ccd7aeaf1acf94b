import fc from "fast-check";
import { maskUrl } from "./mask-url.js";

const hidden = testSecret("mask-url");

describe("maskUrl", () => {
  it.each([
    ["https://api.example.com/sse", "https://api.example.com/sse"],
    ["https://user:pass@api.example.com/sse", "https://***@api.example.com/sse"],
    [`https://h/sse?token=${hidden}&room=a`, "https://h/sse?token=***&room=***"],
    [`https://h/sse?${hidden}`, "https://h/sse?***"],
    [`https://h/sse#${hidden}`, "https://h/sse#***"],
    [`h/sse?token=${hidden}`, "h/sse?token=***"],
    ["https://h/a@b", "https://h/a@b"],
  ])("masks example %#", (address, shown) => {
    expect(maskUrl(address)).toBe(shown);
  });

  it("hides user, password, query values and fragment of every address", () => {
    const secret = fc.stringMatching(/^[A-Z]{12}$/);
    fc.assert(
      fc.property(fc.webUrl(), secret, secret, secret, (url, password, value, fragment) => {
        const [scheme, rest] = url.split("//");
        const shown = maskUrl(`${scheme}//user:${password}@${rest}?key=${value}#${fragment}`);
        return ![password, value, fragment].some((hidden) => shown.includes(hidden));
      }),
    );
  });
});
