/** What the provider sent along with the browser. */
export interface ProviderAnswer {
  readonly state: string;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly issuer: string | undefined;
}
