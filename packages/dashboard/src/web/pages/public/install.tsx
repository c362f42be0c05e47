export function Install(_: { workspace: string; server: string }) {
  return null;
}
