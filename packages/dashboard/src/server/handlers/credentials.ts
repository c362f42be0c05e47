import type { credentialRoutes } from "../api/credentials.ts";
import { createKey } from "../services/access-key/create.ts";
import { listKeys } from "../services/access-key/list.ts";
import { revokeKey } from "../services/access-key/revoke.ts";
import { createCredential } from "../services/credential/create.ts";
import { removeCredential } from "../services/credential/delete.ts";
import { listSharedCredentials } from "../services/credential/list.ts";
import { replaceCredential } from "../services/credential/set-secret.ts";
import { testCredential } from "../services/credential/test.ts";
import { createProvider } from "../services/provider/create.ts";
import { removeProvider } from "../services/provider/delete.ts";
import { discoverSettings } from "../services/provider/discover.ts";
import { listWorkspaceProviders } from "../services/provider/list.ts";
import { reserveProvider } from "../services/provider/reserve.ts";
import { setClientSecret } from "../services/provider/set-secret.ts";
import { finishSignInTest, startSignInTest } from "../services/provider/test-sign-in.ts";
import { testProvider } from "../services/provider/test.ts";
import { updateProviderSettings } from "../services/provider/update.ts";
import type { HandlersOf } from "./handler.ts";

export const credentialHandlers: HandlersOf<typeof credentialRoutes> = {
  listProviders: ({ ctx }) => listWorkspaceProviders({ ctx }),
  createProvider: ({ ctx, body: { clientSecret, reservation, ...config } }) =>
    createProvider({ ctx, input: { config, clientSecret, reservation } }),
  reserveProvider: ({ ctx }) => reserveProvider({ ctx }),
  discoverProvider: ({ ctx, body }) => discoverSettings({ ctx, input: body }),
  updateProvider: ({ ctx, params, body }) =>
    updateProviderSettings({ ctx, input: { providerId: params.providerId, settings: body } }),
  setProviderSecret: ({ ctx, params, body }) =>
    setClientSecret({ ctx, input: { providerId: params.providerId, ...body } }),
  deleteProvider: ({ ctx, params }) => removeProvider({ ctx, input: params }),
  testProvider: ({ ctx, params }) => testProvider({ ctx, input: params }),
  startProviderSignIn: ({ ctx, params, body }) =>
    startSignInTest({ ctx, input: { providerId: params.providerId, ...body } }),
  finishProviderSignIn: ({ ctx, params, body }) =>
    finishSignInTest({ ctx, input: { providerId: params.providerId, ...body } }),
  listCredentials: ({ ctx }) => listSharedCredentials({ ctx }),
  createCredential: ({ ctx, body }) => createCredential({ ctx, input: body }),
  setCredentialSecret: ({ ctx, params, body }) =>
    replaceCredential({ ctx, input: { credentialId: params.credentialId, ...body } }),
  deleteCredential: ({ ctx, params }) => removeCredential({ ctx, input: params }),
  testCredential: ({ ctx, params, body }) => testCredential({ ctx, input: { server: params.server, ...body } }),
  listAccessKeys: ({ ctx, params }) => listKeys({ ctx, input: params }),
  createAccessKey: ({ ctx, params, body }) => createKey({ ctx, input: { server: params.server, ...body } }),
  revokeAccessKey: ({ ctx, params }) => revokeKey({ ctx, input: params }),
};
