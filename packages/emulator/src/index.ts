export { demo, demoBearerToken, demoTokens } from "./demo.ts";
export type {
  ConsentMode,
  DocumentName,
  Emulator,
  EmulatorControls,
  EmulatorOptions,
  FaultKind,
  FaultRule,
  IssueTokenInput,
  OAuthApp,
  RecordedRequest,
} from "./emulator.ts";
export { atDemoSite, type EmulatorUrls } from "./emulator-urls.ts";
export { startEmulator } from "./start-emulator.ts";
