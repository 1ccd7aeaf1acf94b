import { SdkError, SdkErrorCode } from "@modelcontextprotocol/client";
import { explainCall } from "./explain-call.js";

const explain = (code: SdkErrorCode, safeToRepeat = true) =>
  explainCall({
    server: "files",
    subject: 'tool "ask"',
    error: new SdkError(code, "what the SDK says"),
    timeoutMs: 5,
    timeoutOption: "callTimeoutMs",
    safeToRepeat,
    transport: undefined,
    lostBecause: undefined,
  });

describe("explainCall", () => {
  it("says that a server asked for what is not offered, and what offers it", () => {
    expect(explain(SdkErrorCode.CapabilityNotSupported, false)).toMatchObject({
      code: "CONNECTION",
      message: expect.stringContaining(
        'Server "files" asked in the middle of tool "ask" for something that the team does not offer',
      ),
      hint: expect.stringMatching(/withSampling, withElicitation and withRoots .* what the SDK says/),
    });
  });

  it("says that a server asked on and on", () => {
    expect(explain(SdkErrorCode.InputRequiredRoundsExceeded)).toMatchObject({
      message: 'Server "files" asked for more and more in the middle of tool "ask", and was not asked again.',
      effect: "unknown",
    });
  });
});
