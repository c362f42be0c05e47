import { OAuthError } from "../errors/oauth-error.ts";

/** Reads the body of a token or revocation request: form-encoded, no name twice. https://www.rfc-editor.org/rfc/rfc6749#section-3.2 */
export const readForm = async (request: {
  header(name: string): string | undefined;
  text(): Promise<string>;
}): Promise<URLSearchParams> => {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.header("content-type") ?? ""))
    throw new OAuthError("invalid_request", "The body has to be application/x-www-form-urlencoded.");
  const form = new URLSearchParams(await request.text());
  for (const name of new Set(form.keys()))
    if (name !== "resource" && form.getAll(name).length > 1)
      throw new OAuthError("invalid_request", `The parameter ${JSON.stringify(name.slice(0, 40))} is repeated.`);
  return form;
};

export const requireField = (form: URLSearchParams, name: string): string => {
  const value = form.get(name);
  if (value === null || value === "") throw new OAuthError("invalid_request", `The parameter ${name} is missing.`);
  return value;
};
