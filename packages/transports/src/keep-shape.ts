const kept: object[] = [];

/**
 * Keeps an example of the objects of a class that come and go with every call. When no object of a shape is left, V8 forgets the
 * shape as it cleans up in a program that rests, and throws away all code that it has compiled for it: the first thousands of calls
 * after a rest would run uncompiled again.
 */
export function keepShape(example: object): void {
  kept.push(example);
}
