export function ServerSettings() {
  return null;
}
