import { ServiceError } from "./service-error.js";
import { toServiceError } from "./to-service-error.js";

const fastifyError = (code: string, statusCode: number) =>
  Object.assign(new RangeError("internal words"), { code, statusCode });

describe("toServiceError", () => {
  it("leaves an error alone that is meant for the client", () => {
    const error = new ServiceError("Not now.", { status: 503, code: "BUSY" });

    expect(toServiceError(error)).toBe(error);
  });

  it.each([
    ["FST_ERR_CTP_BODY_TOO_LARGE", 413, 413, "BODY_TOO_LARGE"],
    ["FST_ERR_CTP_INVALID_MEDIA_TYPE", 415, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["FST_ERR_CTP_INVALID_JSON_BODY", 400, 400, "INVALID_REQUEST"],
    ["FST_ERR_CTP_EMPTY_JSON_BODY", 400, 400, "INVALID_REQUEST"],
    ["FST_ERR_CTP_INVALID_CONTENT_LENGTH", 400, 400, "BAD_REQUEST"],
    ["FST_ERR_REP_INVALID_PAYLOAD_TYPE", 500, 500, "INTERNAL"],
  ])("turns Fastify's %s (%i) into %i %s", (code, statusCode, status, told) => {
    expect(toServiceError(fastifyError(code, statusCode))).toMatchObject({ status, code: told });
  });

  it.each([new TypeError("key sk-1 is wrong"), "key sk-1 is wrong", undefined, fastifyError("X", 500)])(
    "tells nothing about %p, and keeps it for the log",
    (error) => {
      const told = toServiceError(error);

      expect(told).toMatchObject({ status: 500, code: "INTERNAL" });
      expect(told.message).not.toMatch(/sk-1|internal words/);
      expect(told.cause).toBe(error);
    },
  );
});
