import type { MessageExtraInfo, RequestId } from "@modelcontextprotocol/client";

interface RelatedInfo extends MessageExtraInfo {
  readonly relatedRequestId: RequestId | undefined;
}

/** Says with a message for which request of the client the server sent it. */
export function relatedTo(id: RequestId | undefined, extra?: MessageExtraInfo): MessageExtraInfo {
  const info: RelatedInfo = { ...extra, relatedRequestId: id };
  return info;
}

/**
 * The request of the client for which a server sent a message. Only Streamable HTTP tells: there it comes over the stream
 * of the request.
 */
export function relatedRequest(extra: MessageExtraInfo | undefined): RequestId | undefined {
  return (extra as RelatedInfo | undefined)?.relatedRequestId;
}
