export { authProblems } from "./auth/auth-problems.js";
export { type LoopbackOptions, loopbackAuthorize } from "./auth/oauth/loopback-authorize.js";
export type {
  ApiKeyAuth,
  AssertionFunction,
  AssertionRequest,
  Auth,
  AuthorizationCallback,
  Authorize,
  AuthorizeRequest,
  BasicAuth,
  BearerAuth,
  ClientAuthMethod,
  ClientCredentialsAuth,
  ClientCredentialsOptions,
  CredentialFunction,
  CredentialRequest,
  HeaderSource,
  OAuthAuth,
  OAuthOptions,
  SecretSource,
  TokenOptions,
} from "./auth/options.js";
export { withFileLock } from "./auth/store/file-lock.js";
export { fileTokenStore } from "./auth/store/file-token-store.js";
export { memoryTokenStore } from "./auth/store/memory-token-store.js";
export type { StoredCredentials, TokenStore } from "./auth/store/token-store.js";
export { balanced } from "./balanced/balanced.js";
export {
  type BalancedOptions,
  balancedDefaults,
  type CircuitPolicy,
  type Strategy,
} from "./balanced/options.js";
export * from "./errors/index.js";
export { fallingBack } from "./falling-back.js";
export { ForwardingTransport } from "./forwarding.js";
export { dispatcherProblems, proxyProblems, tlsProblems } from "./http/dispatcher/check-network.js";
export type { NetworkOptions, ProxyOption, TlsMaterial, TlsOptions } from "./http/dispatcher/options.js";
export { egressProblems } from "./http/egress/check-egress.js";
export type { EgressPolicy } from "./http/egress/options.js";
export { type Refusal, refusalOfTarget } from "./http/egress/refusals.js";
export { isLostAnswer } from "./http/lost-answer.js";
export type { RemoteOptions, SseOptions, StreamableHttpOptions } from "./http/options.js";
export { remoteDefaults } from "./http/options.js";
export { isUnusableAnswer } from "./json-rpc/unusable-answer.js";
export { keepShape } from "./keep-shape.js";
export { openTransport, type TransportOptions } from "./open.js";
export { type LineOptions, openLine } from "./open-line.js";
export { type OptionProblem, problemsBelow, shown } from "./options/option-problem.js";
export { rateLimitProblems } from "./rate-limited/check-rate-limit.js";
export { type RateLimit, rateLimitDefaults } from "./rate-limited/options.js";
export { type RateLimitedOptions, rateLimited } from "./rate-limited/rate-limited.js";
export { type ReconnectPolicy, reconnectDefaults } from "./reconnecting/options.js";
export { type ReconnectingOptions, reconnecting } from "./reconnecting/reconnecting.js";
export { relatedRequest } from "./related-request.js";
export { maskArguments } from "./secrets/mask-arguments.js";
export { maskSecrets, SECRET_MASK } from "./secrets/mask-secrets.js";
export type { LineStatus, ReplicaStatus, ServerTransport, TransportKind } from "./server-transport.js";
export { ShortLivedMap } from "./short-lived-map.js";
export { sse } from "./sse/sse.js";
export { limitProblems, sandboxProblems } from "./stdio/confine/check-confinement.js";
export type { Confinement, ProcessLimits, Sandbox } from "./stdio/confine/options.js";
export { type StdioOptions, stdioDefaults } from "./stdio/options.js";
export { isOverlongAnswer } from "./stdio/overlong-answer.js";
export { stdio } from "./stdio/stdio.js";
export { streamableHttp } from "./streamable-http/streamable-http.js";
