import { ServiceError } from "@breezeway/core";

/** One text for what does not exist and for what the caller may not know of. */
export const notFound = (): ServiceError => new ServiceError("not_found", { message: "There is nothing here." });

export const forbidden = (): ServiceError =>
  new ServiceError("forbidden", { message: "Your role in this workspace does not allow this. Ask an admin or owner." });

export const unauthenticated = (): ServiceError =>
  new ServiceError("unauthenticated", { message: "Sign in to go on." });

export const badApiToken = (): ServiceError =>
  new ServiceError("unauthenticated", {
    message:
      "This API token is not good: it was revoked, has expired, or whoever made it has left the workspace. Make a new one in the dashboard.",
  });

export const wrongPassword = (): ServiceError =>
  new ServiceError("forbidden", { message: "The password is not right.", at: "password" });

export const wrongLogin = (): ServiceError =>
  new ServiceError("unauthenticated", { message: "E-mail or password is not right." });

export const wrongCode = (): ServiceError =>
  new ServiceError("unauthenticated", { message: "The code is not right, or was used before.", at: "code" });

export const badLink = (): ServiceError =>
  new ServiceError("invalid_input", {
    message: "This link was used before, has expired or is incomplete. Ask for a new one.",
    at: "token",
  });
