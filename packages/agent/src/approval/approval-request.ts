import type { HITLRequest, HITLResponse } from "langchain";

/** The value of the interrupt that calls wait with: what LangChain's `humanInTheLoopMiddleware` asks. */
export type ApprovalRequest = HITLRequest;

/** What a run is resumed with: one decision for each action, in their order. */
export type ApprovalResponse = HITLResponse;

/** Whether the value of an interrupt is about calls that wait for approval. */
export function isApprovalRequest(value: unknown): value is ApprovalRequest {
  const request = value as Partial<ApprovalRequest> | null | undefined;
  return Array.isArray(request?.actionRequests) && Array.isArray(request.reviewConfigs);
}
