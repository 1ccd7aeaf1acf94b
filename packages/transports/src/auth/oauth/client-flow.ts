import type {
  AddClientAuthentication,
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  OAuthTokens,
  StoredOAuthClientInformation,
} from "@modelcontextprotocol/client";

/** What a client is to the SDK's flow. */
export interface ClientFacts {
  readonly metadata: OAuthClientMetadata;
  readonly discovered: OAuthDiscoveryState;
  /** The client, as far as it is known. */
  readonly client?: StoredOAuthClientInformation | undefined;
  /** Whether a client that is not known may register itself. */
  readonly mayRegister: boolean;
  readonly redirectUrl?: string;
  readonly clientMetadataUrl?: string | undefined;
  readonly state?: string;
  readonly addClientAuthentication?: AddClientAuthentication | undefined;
  readonly prepareTokenRequest?: OAuthClientProvider["prepareTokenRequest"];
}

/** One run of the SDK's flow. It keeps nothing from the run before: that is the store's to do. */
export class ClientFlow implements OAuthClientProvider {
  readonly redirectUrl: string | undefined;
  readonly clientMetadata: OAuthClientMetadata;
  readonly clientMetadataUrl?: string;
  readonly addClientAuthentication?: AddClientAuthentication;
  readonly prepareTokenRequest?: OAuthClientProvider["prepareTokenRequest"];
  readonly saveClientInformation?: (client: StoredOAuthClientInformation) => void;
  readonly invalidateCredentials?: (what: string) => void;
  readonly state?: () => string;

  readonly #discovered: OAuthDiscoveryState;
  #client: StoredOAuthClientInformation | undefined;
  #tokens: OAuthTokens | undefined;
  #url: URL | undefined;
  #verifier = "";

  constructor(facts: ClientFacts) {
    const { state, clientMetadataUrl, addClientAuthentication, prepareTokenRequest } = facts;
    this.redirectUrl = facts.redirectUrl;
    this.clientMetadata = facts.metadata;
    this.#discovered = facts.discovered;
    this.#client = facts.client;
    if (state !== undefined) this.state = () => state;
    if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl;
    if (addClientAuthentication) this.addClientAuthentication = addClientAuthentication;
    if (prepareTokenRequest) this.prepareTokenRequest = prepareTokenRequest;
    // The SDK judges by whether these are there.
    if (!facts.mayRegister) return;
    this.saveClientInformation = (client) => {
      this.#client = client;
    };
    this.invalidateCredentials = (what) => {
      if (what === "client" || what === "all") this.#client = undefined;
    };
  }

  /** The client, which may have been registered meanwhile. */
  get client(): StoredOAuthClientInformation | undefined {
    return this.#client;
  }

  /** Where a person has to log in. */
  get url(): URL | undefined {
    return this.#url;
  }

  get got(): OAuthTokens | undefined {
    return this.#tokens;
  }

  discoveryState(): OAuthDiscoveryState {
    return this.#discovered;
  }

  saveDiscoveryState(): void {
    // The SDK goes on only where the state could be kept; it is known already.
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.#client;
  }

  tokens(): undefined {
    return undefined;
  }

  saveTokens(tokens: OAuthTokens): void {
    this.#tokens = tokens;
  }

  redirectToAuthorization(url: URL): void {
    this.#url = url;
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    return this.#verifier;
  }
}
