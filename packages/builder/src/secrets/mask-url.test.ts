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
    ["https://h/a?b=c@d", "https://h/a?b=***"],
    [`user:${hidden}@host/sse`, "***@host/sse"],
    [`${hidden}@host/sse`, "***@host/sse"],
    [`//user:${hidden}@host/sse`, "//***@host/sse"],
    [`http:/user:${hidden}@host/sse`, "http:/***@host/sse"],
    [`http:user:${hidden}@host/sse`, "http:***@host/sse"],
    [`https:\\\\user:${hidden}@host`, "https:\\\\***@host"],
    [`http//user:${hidden}@host`, "***@host"],
    [`http://user:${hidden}/@h:x/`, "http://***@h:x/"],
    [`http://user:${hidden}?@${hidden}#@h/a`, "http://***@h/a"],
    [`http://user:${hidden}@h:99999/?room=a`, "http://***@h:99999/?room=***"],
    [` ftp://user:\n${hidden}@h/`, " ftp://***@h/"],
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
