export function Trust() {
  return null;
}
