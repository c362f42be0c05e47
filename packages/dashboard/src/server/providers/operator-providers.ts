import type { ProviderAccess, ProviderId } from "@breezeway/core";

/** Providers that the operator configured once for every workspace; empty where there are none. */
export type OperatorProviders = ReadonlyMap<ProviderId, ProviderAccess>;
