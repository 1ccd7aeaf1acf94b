/**
 * What is known of a team's runs while compiling. Nothing is known at first, so `AgentTeam` without parameters is any
 * team. Each setting adds what it says by an intersection: `TeamTypes & ResponseTypes<{ city: string }>`.
 */
export interface TeamTypes {
  /** What is added to the state. */
  readonly state: unknown;
  /** What is added to the state at the end of a run. */
  readonly output: unknown;
  /** What is added to the input. */
  readonly input: unknown;
  /** What is added to the options of a run. */
  readonly options: unknown;
  /** Whether a run can do without options: one setting that needs them is enough to make it `"options"`. */
  readonly needs: "nothing" | "options";
  /** What the argument of a setting has to be, besides what it is. */
  readonly again: { readonly responseFormat: unknown; readonly contextSchema: unknown };
}

/** What nothing is: an argument that has to be this cannot be given, and the compiler prints the sentence. */
export interface Misuse<Sentence extends string> {
  readonly misuse: Sentence;
}

/** Whether some options can be left out. */
export type NeedOf<Options> = Partial<Options> extends Options ? "nothing" | "options" : "options";
