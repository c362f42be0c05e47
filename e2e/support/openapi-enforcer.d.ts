declare module "openapi-enforcer" {
  interface Fault {
    toString(): string;
  }
  /** As much of the reader as is used here. */
  interface Api {
    request(request: {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
    }): [unknown, Fault | undefined];
  }
  const Enforcer: (
    document: unknown,
    options: { readonly fullResult: true; readonly hideWarnings: boolean },
  ) => Promise<[Api, Fault | undefined, unknown]>;
  export default Enforcer;
}
