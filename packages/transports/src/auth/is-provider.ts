import type { AuthProvider, OAuthClientProvider } from "@modelcontextprotocol/client";

/** One of the SDK's ways to show who asks. */
export type Provider = AuthProvider | OAuthClientProvider;

/** Source: the SDK tells the two apart in the same way. */
export function isOAuthProvider(provider: object): provider is OAuthClientProvider {
  const { tokens, clientInformation } = provider as Partial<OAuthClientProvider>;
  return typeof tokens === "function" && typeof clientInformation === "function";
}

/** Whether a value is one of the SDK's providers. */
export function isProvider(value: object): value is Provider {
  return isOAuthProvider(value) || typeof (value as Partial<AuthProvider>).token === "function";
}
