import type { ModelProfile } from "@langchain/core/language_models/profile";

/** Which media reach the model. For each, `true` and `false` stand above what LangChain knows of the model. */
export interface MediaPolicy {
  /** @default what the model's profile says; where it says nothing, they are passed on */
  readonly images?: boolean;
  /** @default as `images` */
  readonly audio?: boolean;
  /** @default as `images` */
  readonly video?: boolean;
  /** @default PDF as `images`; other files are kept from the model, as providers refuse a request that has one */
  readonly files?: boolean;
}

/** Who says something: providers take less from tools than from people. */
export type Speaker = "tool" | "other";

/** Whether a model is given data of a type. */
export function takes(
  mimeType: string,
  speaker: Speaker,
  profile: ModelProfile,
  policy: MediaPolicy,
): boolean {
  const fromTool = (ability: boolean | undefined) => speaker === "other" || ability !== false;
  if (mimeType.startsWith("image/"))
    return policy.images ?? (profile.imageInputs !== false && fromTool(profile.imageToolMessage));
  if (mimeType.startsWith("audio/")) return policy.audio ?? profile.audioInputs !== false;
  if (mimeType.startsWith("video/")) return policy.video ?? profile.videoInputs !== false;
  if (mimeType === "application/pdf")
    return policy.files ?? (profile.pdfInputs !== false && fromTool(profile.pdfToolMessage));
  return policy.files ?? speaker === "other";
}
