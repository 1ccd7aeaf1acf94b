/** A picture of 2 by 2 red pixels (PNG, base64). */
export const redPng =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mO4YGAARAwQCgAjzgTBx1JQaAAAAABJRU5ErkJggg==";

/** One millisecond of an 8 kHz tone (WAV, base64). */
export const shortWav = "UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAyP/IgDgAOA==";
