import { inspect } from "node:util";

const shown = "[secret]";

/**
 * Holds a credential so that JSON, logs, `inspect`, template strings and string joins show `[secret]`.
 * The text leaves through `reveal()` alone, which is easy to search for in a review.
 */
export class Secret {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static of(text: string): Secret {
    return new Secret(text);
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
