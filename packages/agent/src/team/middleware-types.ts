import type {
  AgentMiddleware,
  InferMiddlewareContextInputs,
  InferMiddlewareInputStates,
  InferMiddlewareStates,
} from "langchain";
import type { ContextOption } from "./context-types.js";
import type { NeedOf } from "./team-types.js";

/** What middleware says of a team's runs: its schemas add to the state, the input and the context. */
export interface MiddlewareTypes<M extends readonly AgentMiddleware[]> {
  readonly state: Known<InferMiddlewareStates<M>>;
  readonly input: Known<InferMiddlewareInputStates<M>>;
  readonly options: ContextOption<Known<InferMiddlewareContextInputs<M>>>;
  readonly needs: NeedOf<Known<InferMiddlewareContextInputs<M>>>;
}

/** What middleware of an unknown type adds is unknown, and must not swallow what is known. */
type Known<Added> = 0 extends 1 & Added ? unknown : Added;
