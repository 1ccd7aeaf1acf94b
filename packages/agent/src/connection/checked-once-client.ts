import {
  type CallToolResult,
  Client,
  type Request,
  type RequestMethod,
  type RequestOptions,
  type Result,
  type ResultTypeMap,
  SdkError,
  SdkErrorCode,
  type StandardSchemaV1,
} from "@modelcontextprotocol/client";
import { missingContent, withContent } from "./tool-result-schema.js";

/**
 * The SDK's client, which checks the results of tools as the SDK does, at a lower cost: it would find out for each call
 * whether there is a check, by failing one.
 */
export class CheckedOnceClient extends Client {
  readonly #toolResult = withContent({
    "~standard": { version: 1, vendor: "mcp-team", validate: (result) => this.#checkToolResult(result) },
  });

  override request<M extends RequestMethod>(
    request: { method: M; params?: Record<string, unknown> },
    options?: RequestOptions,
  ): Promise<ResultTypeMap[M]>;
  override request<T extends StandardSchemaV1>(
    request: Request,
    resultSchema: T,
    options?: RequestOptions,
  ): Promise<StandardSchemaV1.InferOutput<T>>;
  override request(
    request: Request,
    schemaOrOptions?: StandardSchemaV1 | RequestOptions,
    options?: RequestOptions,
  ): Promise<unknown> {
    if (schemaOrOptions !== undefined && "~standard" in schemaOrOptions)
      return super.request(request, schemaOrOptions, options);
    if (request.method === "tools/call") return super.request(request, this.#toolResult, schemaOrOptions);
    return super.request(request as { method: RequestMethod }, schemaOrOptions);
  }

  /**
   * What the SDK makes of what a server of the legacy era answered to `tools/call`.
   *
   * @throws SdkError when it is no result of a tool
   */
  readToolResult(answer: Result): CallToolResult {
    const codec = this._wireCodec();
    const decoded = codec.decodeResult("tools/call", answer);
    if (decoded.kind === "invalid") throw decoded.error;
    const missing = missingContent(answer);
    if (missing !== undefined) throw invalidResult(missing);
    const outcome = codec.validateResult("tools/call", decoded.kind === "complete" ? decoded.result : answer);
    if (outcome.ok) return outcome.value;
    const reason = outcome.reason === "invalid" ? outcome.message : outcome.reason;
    throw invalidResult(reason);
  }

  #checkToolResult(result: unknown): StandardSchemaV1.Result<unknown> {
    const outcome = this._wireCodec().validateResult("tools/call", result);
    if (outcome.ok) return { value: outcome.value };
    return { issues: [{ message: outcome.reason === "invalid" ? outcome.message : outcome.reason }] };
  }
}

function invalidResult(reason: string): SdkError {
  return new SdkError(SdkErrorCode.InvalidResult, `Invalid result for tools/call: ${reason}`);
}
