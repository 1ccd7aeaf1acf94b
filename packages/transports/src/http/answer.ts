/** What a server answered over HTTP, as far as error messages need it. */
export interface Answer {
  readonly method: string;
  readonly status: number;
  readonly statusText: string;
  /** Without parameters, in lower case. */
  readonly contentType: string | undefined;
  /** The scheme of `WWW-Authenticate`, such as `Bearer`. */
  readonly challenge: string | undefined;
  /** Where a redirect leads. */
  readonly location: string | undefined;
  /** The beginning of the body, secrets masked. */
  readonly body: string;
}

/** Takes from a response what error messages need. */
export function answerOf(response: Response, method: string, body = ""): Answer {
  const { status, statusText, headers } = response;
  return {
    method,
    status,
    statusText,
    contentType: mediaType(headers.get("content-type")),
    challenge: headers.get("www-authenticate")?.split(/[\s,]/, 1)[0] || undefined,
    location: headers.get("location") ?? undefined,
    body,
  };
}

/** The media type of a `Content-Type` header, without its parameters. */
export function mediaType(header: string | null | undefined): string | undefined {
  return header?.split(";", 1)[0]?.trim().toLowerCase() || undefined;
}
