import type { SerializableSchema } from "@langchain/core/utils/standard_schema";
import type { InteropZodType } from "@langchain/core/utils/types";
import type { CreateAgentParams, ProviderStrategy, TypedToolStrategy } from "langchain";
import type { Misuse } from "./team-types.js";

/** The form of `structuredResponse`: a zod or JSON schema, or a strategy, as `createAgent` takes it. */
export type ResponseFormatOption = NonNullable<CreateAgentParams["responseFormat"]>;

/** What a response format says of a team's runs. The response comes at their end. */
export interface ResponseTypes<Format> {
  readonly state: { readonly structuredResponse?: InferResponse<Format> };
  readonly output: { readonly structuredResponse: InferResponse<Format> };
  readonly again: {
    readonly responseFormat: Misuse<"withResponseFormat() was called before: a team has one response format">;
    readonly contextSchema: unknown;
  };
}

/** What `structuredResponse` is with a response format. A JSON schema tells only that it is an object. */
export type InferResponse<Format> =
  Format extends InteropZodType<infer Response>
    ? Response
    : Format extends TypedToolStrategy<infer Response> | ProviderStrategy<infer Response>
      ? Response
      : Format extends readonly (infer Choice)[]
        ? InferResponse<Choice>
        : Format extends SerializableSchema<unknown, infer Response>
          ? Response
          : Record<string, unknown>;
