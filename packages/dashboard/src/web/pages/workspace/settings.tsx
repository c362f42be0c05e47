export function WorkspaceSettings() {
  return null;
}
