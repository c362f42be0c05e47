// What other packages' tests borrow: a byte-level listener, hostile hosts, a fixed keyring, a self-signed certificate.
export { hostileAddresses, hostileUrls } from "./egress/hostile-hosts.ts";
export { testCertificate, testCertificateKey } from "./egress/test-certificate.ts";
export { answer, startListener, startListenerIfPossible } from "./egress/test-listener.ts";
export type { TestListener, TestListenerOptions } from "./egress/test-listener.ts";
export { testKeyring } from "./keyring/test-keyring.ts";
