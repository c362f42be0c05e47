/** A refusal on purpose, with the exact answer that goes over the wire. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(`Refused with ${status}`);
    this.status = status;
    this.body = body;
  }
}

/** The error body of the v2 API. Conflicts carry their status as text, misses as a number, as the real one does. */
export const refuseV2 = (status: number, code: string, title: string): Refusal =>
  new Refusal(status, {
    errors: [{ status: status === 409 ? String(status) : status, code, title, detail: null }],
  });

export const missingV2 = (what: string, id: string): Refusal =>
  refuseV2(404, "NOT_FOUND", `Cannot find a ${what} with id [${id}]`);

/** The error body of the v1 API. */
export const refuseV1 = (status: number, message: string): Refusal =>
  new Refusal(status, {
    statusCode: status,
    data: { authorized: status !== 403, valid: status !== 400, errors: [], successful: false },
    message:
      status === 400 ? `com.atlassian.confluence.api.service.exceptions.BadRequestException: ${message}` : message,
  });
